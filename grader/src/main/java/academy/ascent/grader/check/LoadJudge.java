package academy.ascent.grader.check;

import academy.ascent.grader.check.Target.Reply;
import academy.ascent.grader.statistics.DesignEffect;
import academy.ascent.grader.statistics.Interval;
import academy.ascent.grader.statistics.Share;
import academy.ascent.grader.verdict.CheckResult.Outcome;
import java.time.Duration;
import java.util.List;

/**
 * Counts bad requests and decides, target by target: inside when the upper bound of their share is, outside when the
 * lower bound is. Four looks, two sides, five percent in all: to pass every target has to be met, so that each may use the
 * whole share of its side, but one is enough to fail, so that the targets divide it.
 */
final class LoadJudge {
    static final double ALPHA = 0.05 / 8;
    /** A design effect above it means that the service is near saturation, where an early pass would be luck. */
    static final double SATURATED = 5;
    /** So long must be measured near saturation before it may pass. */
    static final Duration SATURATED_WINDOW = Duration.ofSeconds(60);

    private LoadJudge() {}

    /** Where a share stands. */
    enum Decision {
        INSIDE,
        OUTSIDE,
        OPEN;

        /** What bounds tell of a target that they are to stay below: inside when the upper is, outside when the lower is. */
        static Decision atMost(Interval bounds, double most) {
            if (bounds.low() > most) {
                return OUTSIDE;
            }
            return bounds.high() <= most ? INSIDE : OPEN;
        }

        /** All inside, any outside, else open. */
        static Decision together(List<Decision> decisions) {
            if (decisions.contains(OUTSIDE)) {
                return OUTSIDE;
            }
            return decisions.contains(OPEN) ? OPEN : INSIDE;
        }

        Outcome outcome() {
            return switch (this) {
                case INSIDE -> Outcome.PASSED;
                case OUTSIDE -> Outcome.FAILED;
                case OPEN -> Outcome.UNDECIDED;
            };
        }
    }

    /**
     * One target at one look.
     *
     * @param effect the design effect
     * @param bounds of the share of bad requests
     */
    record Judged(Target target, int bad, int all, double effect, Interval bounds, Decision decision) {}

    static List<Judged> judge(List<Target> targets, List<Reply> replies, long windowNanos) {
        double outsideAlpha = ALPHA / targets.size();
        return targets.stream()
                .map(target -> judge(target, replies, windowNanos, outsideAlpha))
                .toList();
    }

    static Decision together(List<Judged> judged) {
        return Decision.together(judged.stream().map(Judged::decision).toList());
    }

    private static Judged judge(Target target, List<Reply> replies, long windowNanos, double outsideAlpha) {
        long[] nanos = new long[replies.size()];
        boolean[] bad = new boolean[replies.size()];
        int count = 0;
        for (int i = 0; i < nanos.length; i++) {
            nanos[i] = replies.get(i).nanos();
            bad[i] = target.isBad(replies.get(i));
            count += bad[i] ? 1 : 0;
        }
        double effect = DesignEffect.of(nanos, bad, windowNanos);
        Interval bounds = Share.bounds(count, nanos.length, effect, outsideAlpha, ALPHA);
        return new Judged(target, count, nanos.length, effect, bounds, decide(target, bounds, effect, windowNanos));
    }

    private static Decision decide(Target target, Interval bounds, double effect, long windowNanos) {
        Decision decision = Decision.atMost(bounds, target.share());
        boolean mayPass = effect <= SATURATED || windowNanos >= SATURATED_WINDOW.toNanos();
        return decision == Decision.INSIDE && !mayPass ? Decision.OPEN : decision;
    }
}
