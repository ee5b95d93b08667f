package academy.ascent.sandbox.local;

import academy.ascent.sandbox.admission.Autoscaler;
import academy.ascent.sandbox.admission.Autoscaler.Behavior;
import academy.ascent.sandbox.admission.Autoscaler.Goal;
import academy.ascent.sandbox.admission.Autoscaler.Rules;
import academy.ascent.sandbox.admission.Autoscaler.Select;
import academy.ascent.sandbox.admission.Autoscaler.Speed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What the HorizontalPodAutoscaler's controller would do next for one of them: it reckons as Kubernetes' does, with its
 * defaults, and remembers what it recommended and what it changed.
 */
final class AutoscalerRun {
    private static final double TOLERANCE = 0.1;
    private static final Duration USUAL_WINDOW = Duration.ofMinutes(5);
    private static final int USUAL_FACTOR = 2;
    private static final int USUAL_LEAST_LIMIT = 4;
    private static final Duration LONGEST = Duration.ofHours(1);

    private final List<Recommendation> recommendations = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();

    private record Recommendation(Duration at, int replicas) {}

    private record Change(Duration at, int added) {}

    /** What is known of a pod. */
    enum Sight {
        MEASURED,
        /** It is not ready, or not for as long as it was measured. */
        UNREADY,
        MISSING
    }

    /**
     * A pod that is not ending.
     *
     * @param millis thousandths of what a goal is about: of a core that it uses, or of what it does a second; counts only
     *     where it is measured
     * @param requestMillis thousandths of a core that it requests
     */
    record Pod(Sight sight, long millis, int requestMillis) {
        Pod using(long other) {
            return new Pod(Sight.MEASURED, other, requestMillis);
        }
    }

    /** The pods as a goal sees them: one may be measured for one and not for another. */
    interface View {
        List<Pod> of(Goal goal);
    }

    /** The mean use of the pods that are measured, as a percentage of what they request. */
    static OptionalInt utilization(List<Pod> pods) {
        List<Pod> measured = of(Sight.MEASURED, pods);
        return measured.isEmpty() ? OptionalInt.empty() : OptionalInt.of(percent(measured));
    }

    /** What the pods that are measured do a second on the mean. */
    static OptionalDouble perSecond(List<Pod> pods) {
        List<Pod> measured = of(Sight.MEASURED, pods);
        return measured.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(mean(measured) / 1000);
    }

    /**
     * How many pods there are to be.
     *
     * @param replicas how many there are to be until now
     * @param now on a clock that never goes back
     */
    int next(Autoscaler autoscaler, int replicas, View pods, Duration now) {
        if (replicas == 0) {
            return 0;
        }
        if (recommendations.isEmpty()) {
            recommendations.add(new Recommendation(now, replicas));
        }
        if (replicas < autoscaler.minReplicas() || replicas > autoscaler.maxReplicas()) {
            return Math.clamp(replicas, autoscaler.minReplicas(), autoscaler.maxReplicas());
        }
        OptionalInt wanted = autoscaler.goals().stream()
                .flatMapToInt(goal -> wanted(goal, replicas, pods.of(goal)).stream())
                .max();
        if (wanted.isEmpty()) {
            return replicas;
        }
        int next = autoscaler
                .behavior()
                .map(behavior -> paced(behavior, replicas, wanted.getAsInt(), now))
                .orElseGet(() -> usual(replicas, wanted.getAsInt(), now));
        int held = Math.clamp(next, autoscaler.minReplicas(), autoscaler.maxReplicas());
        recommendations.add(new Recommendation(now, wanted.getAsInt()));
        if (held != replicas) {
            changes.add(new Change(now, held - replicas));
        }
        recommendations.removeIf(old -> old.at().compareTo(now.minus(LONGEST)) < 0);
        changes.removeIf(old -> old.at().compareTo(now.minus(LONGEST)) < 0);
        return held;
    }

    /** What one goal asks for; empty while no pod is measured. */
    private static OptionalInt wanted(Goal goal, int replicas, List<Pod> pods) {
        List<Pod> measured = of(Sight.MEASURED, pods);
        if (measured.isEmpty()) {
            return OptionalInt.empty();
        }
        double ratio = ratio(goal, measured);
        List<Pod> assumed = assumed(goal, ratio, pods);
        if (assumed.isEmpty()) {
            return OptionalInt.of(isTolerable(ratio) ? replicas : (int) Math.ceil(ratio * measured.size()));
        }
        List<Pod> all = Stream.concat(measured.stream(), assumed.stream()).toList();
        double careful = ratio(goal, all);
        if (isTolerable(careful) || ratio < 1 && careful > 1 || ratio > 1 && careful < 1) {
            return OptionalInt.of(replicas);
        }
        int count = (int) Math.ceil(careful * all.size());
        return OptionalInt.of(careful < 1 ? Math.min(count, replicas) : Math.max(count, replicas));
    }

    /** The pods that are not measured, with what is assumed of them so that too little is changed and not too much. */
    private static List<Pod> assumed(Goal goal, double ratio, List<Pod> pods) {
        List<Pod> assumed = new ArrayList<>();
        if (ratio < 1) {
            of(Sight.MISSING, pods).forEach(pod -> assumed.add(pod.using(busy(goal, pod))));
        } else if (ratio > 1) {
            of(Sight.MISSING, pods).forEach(pod -> assumed.add(pod.using(0)));
            of(Sight.UNREADY, pods).forEach(pod -> assumed.add(pod.using(0)));
        }
        return assumed;
    }

    private static long busy(Goal goal, Pod pod) {
        return switch (goal) {
            case Goal.Utilization utilization ->
                pod.requestMillis() * (long) Math.max(100, utilization.percent()) / 100;
            case Goal.AverageValue value -> value.millis();
            case Goal.Rate rate -> rate.millis();
        };
    }

    private static double ratio(Goal goal, List<Pod> pods) {
        return switch (goal) {
            case Goal.Utilization utilization -> (double) percent(pods) / utilization.percent();
            case Goal.AverageValue value -> mean(pods) / value.millis();
            case Goal.Rate rate -> mean(pods) / rate.millis();
        };
    }

    private static int percent(List<Pod> pods) {
        return (int)
                (used(pods) * 100 / pods.stream().mapToLong(Pod::requestMillis).sum());
    }

    private static double mean(List<Pod> pods) {
        return (double) used(pods) / pods.size();
    }

    private static long used(List<Pod> pods) {
        return pods.stream().mapToLong(Pod::millis).sum();
    }

    private static List<Pod> of(Sight sight, List<Pod> pods) {
        return pods.stream().filter(pod -> pod.sight() == sight).toList();
    }

    private static boolean isTolerable(double ratio) {
        return ratio >= 1 - TOLERANCE && ratio <= 1 + TOLERANCE;
    }

    /** Without a stated behavior: to the most that was recommended lately, at most twice as many at once, or four. */
    private int usual(int replicas, int wanted, Duration now) {
        int recommended = recommended(now, USUAL_WINDOW, wanted).max().orElse(wanted);
        return Math.min(recommended, Math.max(USUAL_FACTOR * replicas, USUAL_LEAST_LIMIT));
    }

    private int paced(Behavior behavior, int replicas, int wanted, Duration now) {
        int up = recommended(now, behavior.up().window(), wanted).min().orElse(wanted);
        int down = recommended(now, behavior.down().window(), wanted).max().orElse(wanted);
        int steady = Math.min(Math.max(replicas, up), down);
        if (steady > replicas) {
            return Math.min(steady, Math.max(replicas, limit(behavior.up(), 1, replicas, now)));
        }
        return steady < replicas
                ? Math.max(steady, Math.min(replicas, limit(behavior.down(), -1, replicas, now)))
                : replicas;
    }

    private IntStream recommended(Duration now, Duration window, int wanted) {
        return IntStream.concat(
                IntStream.of(wanted),
                recommendations.stream()
                        .filter(one -> one.at().compareTo(now.minus(window)) > 0)
                        .mapToInt(Recommendation::replicas));
    }

    /**
     * How far the policies let it go.
     *
     * @param sign 1 upwards, -1 downwards
     */
    private int limit(Rules rules, int sign, int replicas, Duration now) {
        if (rules.select() == Select.DISABLED) {
            return replicas;
        }
        IntStream steps =
                rules.policies().stream().mapToInt(policy -> sign * (reach(policy, sign, replicas, now) - replicas));
        int step = (rules.select() == Select.MIN ? steps.min() : steps.max()).orElse(0);
        return replicas + sign * step;
    }

    /** How many a policy allows, reckoned from how many there were when its period began. */
    private int reach(Speed policy, int sign, int replicas, Duration now) {
        int changed = changes.stream()
                .filter(change -> change.at().compareTo(now.minus(policy.period())) > 0)
                .mapToInt(Change::added)
                .sum();
        int start = replicas - changed;
        if (!policy.percent()) {
            return start + sign * policy.value();
        }
        double reached = start * (1 + sign * policy.value() / 100.0);
        return (int) (sign > 0 ? Math.ceil(reached) : reached);
    }
}
