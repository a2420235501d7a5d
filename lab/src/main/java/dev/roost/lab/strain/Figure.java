package dev.roost.lab.strain;

import org.jspecify.annotations.Nullable;

/**
 * A figure beside what it is to be.
 *
 * @param figure what it is of, with its unit last
 * @param value null where it is not known
 * @param target null where there is none
 * @param met null where there is no target, or the value is not known
 * @param why the value is not known, such as that the generator was the limit; or what is to be known beside it
 */
public record Figure(
        String figure,
        @Nullable Double value,
        @Nullable Double target,
        @Nullable Boolean met,
        String why) {
    /** One that may be as high as its target. */
    static Figure atMost(String figure, double value, double target) {
        return new Figure(figure, value, target, value <= target, "");
    }

    /** One that may be as low as its target. */
    static Figure atLeast(String figure, double value, double target) {
        return new Figure(figure, value, target, value >= target, "");
    }

    /** One that nothing is asked of. */
    static Figure shown(String figure, double value) {
        return new Figure(figure, value, null, null, "");
    }

    /** One that could not be told. */
    static Figure untold(String figure, double target, String why) {
        return new Figure(figure, null, target, null, why);
    }

    /** One without a value that is not as it is to be. */
    static Figure missed(String figure, double target, String why) {
        return new Figure(figure, null, target, false, why);
    }
}
