package dev.roost.lab.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.roost.lab.capacity.ScalingLaw.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Fits to loads that were made from known figures. */
class ScalingLawTest {
    private static final List<Double> SIZES = List.of(0.25, 0.4, 0.5, 0.75, 1.0, 1.5, 2.0, 4.0);

    @Test
    void knownFiguresAreFoundAgain() {
        ScalingLaw law = ScalingLaw.fit(made(500, 0.08, 0.003, 0, 1));
        assertThat(law.unit()).isEqualTo(0.25);
        assertThat(law.lambda().value()).isCloseTo(500, within(0.01));
        assertThat(law.sigma().value()).isCloseTo(0.08, within(1e-5));
        assertThat(law.kappa().value()).isCloseTo(0.003, within(1e-6));
        assertThat(law.at(8).value()).isCloseTo(load(32, 500, 0.08, 0.003), within(0.1));
        assertThat(law.bestSize())
                .hasValueSatisfying(size -> assertThat(size).isCloseTo(0.25 * Math.sqrt(0.92 / 0.003), within(1e-2)));
    }

    @Test
    void limitsHoldTheTruthAboutAsOftenAsTheySay() {
        int held = 0;
        int predicted = 0;
        SplittableRandom random = new SplittableRandom(7);
        for (int run = 0; run < 400; run++) {
            ScalingLaw law = ScalingLaw.fit(made(500, 0.08, 0.003, 0.03, random.nextLong()));
            held += law.sigma().holds(0.08) ? 1 : 0;
            double measured = load(12, 500, 0.08, 0.003) * (1 + 0.03 * random.nextGaussian());
            predicted += law.at(3).holds(measured) ? 1 : 0;
        }
        assertThat(held).isBetween(365, 395);
        assertThat(predicted).isBetween(365, 395);
    }

    @Test
    void aCostOfPairsBelowZeroIsNone() {
        ScalingLaw law = ScalingLaw.fit(made(500, 0.08, -0.0005, 0, 1));
        assertThat(law.kappaFixed()).isTrue();
        assertThat(law.kappa().value()).isZero();
        assertThat(law.bestSize()).isEmpty();
        assertThat(law.residuals().freedom()).isEqualTo(SIZES.size() - 2);
        assertThat(law.at(2).low()).isLessThan(law.at(2).value());
    }

    @Test
    void fixedCostsMakeSmallServersWorseThanTheirShare() {
        // A tenth of a processor goes to what is the same at every size.
        List<Point> points = SIZES.stream()
                .map(size -> new Point(size, 2_000 * (size - 0.1)))
                .toList();
        ScalingLaw law = ScalingLaw.fit(points);
        assertThat(law.sigma().value()).isNegative();
        assertThat(law.at(1).value()).isCloseTo(1_800, within(150.0));
    }

    @Test
    void tooFewPointsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScalingLaw.fit(List.of(new Point(1, 10), new Point(2, 19), new Point(3, 27))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScalingLaw.fit(
                        List.of(new Point(1, 10), new Point(1, 11), new Point(2, 19), new Point(2, 20))));
    }

    private static List<Point> made(double lambda, double sigma, double kappa, double noise, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Point> points = new ArrayList<>();
        for (double size : SIZES) {
            points.add(new Point(size, load(size / 0.25, lambda, sigma, kappa) * (1 + noise * random.nextGaussian())));
        }
        return points;
    }

    private static double load(double n, double lambda, double sigma, double kappa) {
        return lambda * n / (1 + sigma * (n - 1) + kappa * n * (n - 1));
    }
}
