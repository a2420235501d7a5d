package dev.roost.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Takes steps out of a failing history for as long as it still fails. */
final class Shrinker {
    private Shrinker() {}

    /**
     * The shortest history found.
     *
     * @param fails whether a history fails; tried at most {@code tries} times
     */
    static History shrink(History failing, Predicate<History> fails, int tries) {
        List<Step> steps = failing.steps();
        int left = tries;
        int chunk = steps.size() / 2;
        while (chunk >= 1) {
            boolean shorter = false;
            for (int from = Math.max(0, steps.size() - chunk); left > 0; from -= chunk) {
                List<Step> fewer = new ArrayList<>(steps.subList(0, from));
                fewer.addAll(steps.subList(Math.min(steps.size(), from + chunk), steps.size()));
                left--;
                if (fails.test(failing.with(fewer))) {
                    steps = fewer;
                    shorter = true;
                }
                if (from == 0) {
                    break;
                }
                from = Math.max(from, chunk);
            }
            if (left <= 0) {
                break;
            }
            if (!shorter || chunk > 1) {
                chunk = chunk == 1 ? 0 : Math.max(1, chunk / 2);
            }
        }
        return failing.with(steps);
    }
}
