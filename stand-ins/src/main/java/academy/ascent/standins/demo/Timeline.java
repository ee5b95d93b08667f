package academy.ascent.standins.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What was done, in order, and how long each step took. */
final class Timeline {
    private final long begun = System.nanoTime();
    private final List<Step> steps = new ArrayList<>();

    /**
     * One step.
     *
     * @param at seconds since the beginning
     * @param seconds how long it took
     */
    record Step(String what, double at, double seconds) {}

    <T> T step(String what, Supplier<T> action) {
        var before = System.nanoTime();
        System.out.printf("%7.1f s  %s …%n", seconds(before - begun), what);
        var result = action.get();
        steps.add(new Step(what, seconds(before - begun), seconds(System.nanoTime() - before)));
        System.out.printf("           done in %.1f s%n", steps.getLast().seconds());
        return result;
    }

    List<Step> steps() {
        return List.copyOf(steps);
    }

    double seconds() {
        return seconds(System.nanoTime() - begun);
    }

    private static double seconds(long nanos) {
        return Duration.ofNanos(nanos).toMillis() / 1000.0;
    }
}
