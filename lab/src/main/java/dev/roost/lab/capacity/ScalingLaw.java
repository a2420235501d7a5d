package dev.roost.lab.capacity;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.DiagonalMatrix;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresBuilder;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresOptimizer.Optimum;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LevenbergMarquardtOptimizer;
import org.hipparchus.util.Pair;

/**
 * The Universal Scalability Law, fitted: {@code X(N) = lambda N / (1 + sigma (N - 1) + kappa N (N - 1))}.
 *
 * <p>X is the highest load within the objectives, N the size in units of the smallest size measured. Lambda is the load
 * that one unit takes, sigma the share of work that must be done one after another (or waits for what is shared), kappa
 * what each pair costs to keep in step. Source: N. J. Gunther, Guerrilla Capacity Planning, Springer 2007, chapter 4.
 *
 * <p>The fit is nonlinear least squares of the <em>relative</em> error, for a search finds a load to some percent.
 * Kappa below 0 has no meaning: then it is 0 and the other two are fitted. Sigma below 0 is kept: a small server is
 * then worse than its share, because some work is the same at every size. The limits are those of the covariance matrix
 * of the fit, with Student's t for the few points that there are.
 *
 * @param unit the smallest size measured, in processors or nodes
 * @param kappaFixed whether kappa is 0 because the best one would have been below
 * @param points how many were fitted
 */
public record ScalingLaw(
        double unit,
        Estimate lambda,
        Estimate sigma,
        Estimate kappa,
        boolean kappaFixed,
        int points,
        Residuals residuals) {
    /** What is between the limits is so with this probability. */
    public static final double CONFIDENCE = 0.95;

    /** Two figures and one for the error: fewer points say nothing. */
    public static final int POINTS_MIN = 4;

    private static final int ITERATIONS_MAX = 1_000;

    /** A size and the highest load within the objectives, in requests a second. */
    public record Point(double size, double perSecond) {}

    /** A figure and its limits. */
    public record Estimate(double value, double low, double high) {
        /** Whether {@code other} is within the limits. */
        public boolean holds(double other) {
            return other >= low && other <= high;
        }
    }

    /**
     * What the fit leaves unexplained.
     *
     * @param relative the standard deviation of a measured load, as a share of it
     * @param freedom points less figures
     * @param covariances of lambda, sigma and, unless fixed, kappa
     */
    public record Residuals(double relative, int freedom, List<List<Double>> covariances) {}

    /** Whether points of these sizes can be fitted: {@link #POINTS_MIN} of at least three different ones. */
    public static boolean suffices(List<Double> sizes) {
        return sizes.size() >= POINTS_MIN && sizes.stream().distinct().count() >= POINTS_MIN - 1;
    }

    /**
     * Fits it.
     *
     * @throws IllegalArgumentException unless their sizes {@link #suffices suffice}
     */
    public static ScalingLaw fit(List<Point> measured) {
        if (!suffices(measured.stream().map(Point::size).toList())) {
            throw new IllegalArgumentException("too few points: " + measured);
        }
        double unit = measured.stream().mapToDouble(Point::size).min().orElseThrow();
        Optimum all = optimum(measured, unit, 3);
        boolean fixed = all.getPoint().getEntry(2) < 0;
        Optimum best = fixed ? optimum(measured, unit, 2) : all;
        int freedom = measured.size() - best.getPoint().getDimension();
        double variance = best.getCost() * best.getCost() / freedom;
        RealMatrix covariances = best.getCovariances(1e-14).scalarMultiply(variance);
        double t = t(freedom);
        Estimate[] estimates = IntStream.range(0, 3)
                .mapToObj(i -> i == 2 && fixed
                        ? new Estimate(0, 0, 0)
                        : around(best.getPoint().getEntry(i), t * Math.sqrt(covariances.getEntry(i, i))))
                .toArray(Estimate[]::new);
        return new ScalingLaw(
                unit,
                estimates[0],
                estimates[1],
                estimates[2],
                fixed,
                measured.size(),
                new Residuals(Math.sqrt(variance), freedom, rows(covariances)));
    }

    /** The load that it tells for a size, with limits between which a measured one would be. */
    public Estimate at(double size) {
        double n = size / unit;
        double value = load(n, lambda.value, sigma.value, kappa.value);
        double[] slope = slope(n, lambda.value, sigma.value, kappa.value);
        int figures = residuals.covariances.size();
        double variance = Math.pow(residuals.relative * value, 2);
        for (int i = 0; i < figures; i++) {
            for (int j = 0; j < figures; j++) {
                variance += slope[i] * residuals.covariances.get(i).get(j) * slope[j];
            }
        }
        return around(value, t(residuals.freedom) * Math.sqrt(variance));
    }

    /** The size beyond which more is worse; empty if more is always better. */
    public Optional<Double> bestSize() {
        return kappa.value <= 0 || sigma.value >= 1
                ? Optional.empty()
                : Optional.of(unit * Math.sqrt((1 - sigma.value) / kappa.value));
    }

    private static Optimum optimum(List<Point> measured, double unit, int figures) {
        double[] loads = measured.stream().mapToDouble(Point::perSecond).toArray();
        double[] weights = Arrays.stream(loads).map(load -> 1 / (load * load)).toArray();
        double[] start = Arrays.copyOf(new double[] {loads[0] * unit / measured.getFirst().size, 0.05, 0.001}, figures);
        return new LevenbergMarquardtOptimizer()
                .optimize(new LeastSquaresBuilder()
                        .model(figuresTried -> model(measured, unit, figuresTried))
                        .target(loads)
                        .weight(new DiagonalMatrix(weights))
                        .start(start)
                        .maxEvaluations(ITERATIONS_MAX)
                        .maxIterations(ITERATIONS_MAX)
                        .build());
    }

    private static Pair<RealVector, RealMatrix> model(List<Point> measured, double unit, RealVector tried) {
        double kappa = tried.getDimension() > 2 ? tried.getEntry(2) : 0;
        RealVector loads = new ArrayRealVector(measured.size());
        RealMatrix slopes = new Array2DRowRealMatrix(measured.size(), tried.getDimension());
        for (int row = 0; row < measured.size(); row++) {
            double n = measured.get(row).size / unit;
            loads.setEntry(row, load(n, tried.getEntry(0), tried.getEntry(1), kappa));
            slopes.setRow(
                    row, Arrays.copyOf(slope(n, tried.getEntry(0), tried.getEntry(1), kappa), tried.getDimension()));
        }
        return new Pair<>(loads, slopes);
    }

    private static double load(double n, double lambda, double sigma, double kappa) {
        return lambda * n / below(n, sigma, kappa);
    }

    /** The derivatives of the load by lambda, sigma and kappa. */
    private static double[] slope(double n, double lambda, double sigma, double kappa) {
        double below = below(n, sigma, kappa);
        double common = -lambda * n / (below * below);
        return new double[] {n / below, common * (n - 1), common * n * (n - 1)};
    }

    private static double below(double n, double sigma, double kappa) {
        return 1 + sigma * (n - 1) + kappa * n * (n - 1);
    }

    private static double t(int freedom) {
        return new TDistribution(freedom).inverseCumulativeProbability((1 + CONFIDENCE) / 2);
    }

    private static Estimate around(double value, double by) {
        return new Estimate(value, value - by, value + by);
    }

    private static List<List<Double>> rows(RealMatrix matrix) {
        return Arrays.stream(matrix.getData())
                .map(row -> Arrays.stream(row).boxed().toList())
                .toList();
    }
}
