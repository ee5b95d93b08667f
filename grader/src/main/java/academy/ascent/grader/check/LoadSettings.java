package academy.ascent.grader.check;

import academy.ascent.grader.lab.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code load} asks.
 *
 * @param rate requests a second
 * @param first when the first look is taken; the others follow at twice and four times of it, at most at 40 s, and one
 *     at 60 s if the service is near saturation
 * @param warmUp discarded before, at the same rate
 */
record LoadSettings(double rate, Duration first, Duration warmUp, List<Target> targets) {
    private static final Duration MOST = Duration.ofSeconds(40);
    private static final Duration USUAL_WARM_UP = Duration.ofSeconds(5);

    static LoadSettings read(Settings with) {
        with.allowing("rate", "for", "warm-up", "p50", "p90", "p95", "p99", "errors", "margin");
        Duration first = with.duration("for");
        if (first.compareTo(Duration.ofSeconds(2)) < 0 || first.compareTo(MOST) > 0) {
            throw with.problem("for", "must be from 2s to 40s");
        }
        Duration warmUp = with.has("warm-up") ? with.duration("warm-up") : USUAL_WARM_UP;
        if (warmUp.compareTo(Duration.ofSeconds(2)) < 0 || warmUp.compareTo(Duration.ofSeconds(30)) > 0) {
            throw with.problem("warm-up", "must be from 2s to 30s");
        }
        List<Target> targets = new ArrayList<>();
        for (int percentile : new int[] {50, 90, 95, 99}) {
            if (with.has("p" + percentile)) {
                targets.add(new Target.Latency(percentile, with.duration("p" + percentile)));
            }
        }
        if (with.has("errors")) {
            targets.add(new Target.Errors(with.share("errors")));
        }
        if (targets.isEmpty()) {
            throw with.problem(
                    "p95", "is missing, and so is every other target; set one of p50, p90, p95, p99, errors");
        }
        Margin.validate(with, targets.stream().map(Target::name).toList());
        return new LoadSettings(with.rate("rate"), first, warmUp, List.copyOf(targets));
    }

    /** When the judge looks, from the end of the warm-up; the last one only near saturation. */
    List<Duration> looks() {
        List<Duration> looks = usualLooks();
        looks.add(LoadJudge.SATURATED_WINDOW);
        return looks;
    }

    Duration lastUsualLook() {
        return usualLooks().getLast();
    }

    List<Duration> usualLooks() {
        List<Duration> looks = new ArrayList<>(List.of(first));
        for (int factor : new int[] {2, 4}) {
            Duration look = first.multipliedBy(factor);
            if (look.compareTo(MOST) <= 0) {
                looks.add(look);
            }
        }
        return looks;
    }

    /** The smallest latency asked; 100 ms where only errors count. */
    Duration tightest() {
        return latencies().stream().min(Duration::compareTo).orElse(Duration.ofMillis(100));
    }

    /** When a request is given up. */
    Duration timeout() {
        Duration widest = latencies().stream().max(Duration::compareTo).orElse(Duration.ZERO);
        Duration usual = Duration.ofSeconds(2);
        return widest.multipliedBy(4).compareTo(usual) > 0 ? widest.multipliedBy(4) : usual;
    }

    private List<Duration> latencies() {
        return targets.stream()
                .filter(Target.Latency.class::isInstance)
                .map(target -> ((Target.Latency) target).limit())
                .toList();
    }
}
