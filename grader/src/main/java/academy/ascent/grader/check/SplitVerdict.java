package academy.ascent.grader.check;

import academy.ascent.grader.check.LoadJudge.Decision;
import academy.ascent.grader.check.SplitSettings.Shares;
import academy.ascent.grader.statistics.Interval;
import academy.ascent.grader.statistics.Share;
import academy.ascent.grader.verdict.CheckResult.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who answered how often, and what that decides. Where the split is sticky all requests of a key go one way, so that a
 * key counts once, by its first answer; else each request is a key of its own.
 *
 * @param arms in the lab's order
 * @param lost requests that no arm answered rightly
 * @param answers all requests
 * @param lostBounds of the share of lost ones
 * @param moved keys that two arms answered
 * @param keys keys that any arm answered
 */
record SplitVerdict(List<ArmShare> arms, int lost, int answers, Interval lostBounds, int moved, int keys) {
    /** Two looks, two sides. */
    private static final double ALPHA = 0.05 / 4;
    /** At most so many requests may be lost: more would leave open whose they were. */
    static final double MOST_LOST = 0.01;

    private static final double MOST = 0.5;
    /** How likely an arm that stands at the edge of its band may be taken for silent. */
    private static final double SILENT = 1e-6;

    SplitVerdict {
        arms = List.copyOf(arms);
    }

    /**
     * A request and who answered it.
     *
     * @param nanos when it was meant to start
     * @param key who asked
     * @param arm by its place, or {@link ArmAnswers#NOBODY}
     */
    record Answer(long nanos, int key, int arm) {}

    /**
     * How one arm stands.
     *
     * @param count keys whose first answer it gave
     * @param bounds of its share, exact and Bonferroni-corrected over arms, looks and sides
     * @param last when it answered a new key for the last time
     * @param silent whether so many new keys came after that that chance does not explain it
     */
    record ArmShare(
            SplitSettings.Arm arm,
            int count,
            double share,
            Interval bounds,
            long last,
            boolean silent,
            Decision decision) {}

    static double alpha(int comparisons) {
        return ALPHA / comparisons;
    }

    static SplitVerdict of(SplitSettings settings, Shares asked, List<Answer> answers) {
        Map<Integer, Integer> armOfKey = new HashMap<>();
        Set<Integer> moved = new HashSet<>();
        List<Answer> first = new ArrayList<>();
        int lost = 0;
        for (Answer answer : answers) {
            if (answer.arm() == ArmAnswers.NOBODY) {
                lost++;
                continue;
            }
            Integer before = armOfKey.putIfAbsent(answer.key(), answer.arm());
            if (before == null) {
                first.add(answer);
            } else if (before != answer.arm()) {
                moved.add(answer.key());
            }
        }
        List<ArmShare> arms = new ArrayList<>();
        for (int arm = 0; arm < settings.arms().size(); arm++) {
            arms.add(share(settings, asked.band(), arm, first));
        }
        Interval lostBounds = Share.bounds(lost, answers.size(), 1, ALPHA);
        return new SplitVerdict(arms, lost, answers.size(), lostBounds, moved.size(), first.size());
    }

    private static ArmShare share(SplitSettings settings, double band, int arm, List<Answer> first) {
        SplitSettings.Arm asked = settings.arms().get(arm);
        int count = 0;
        int since = 0;
        long last = 0;
        for (Answer answer : first) {
            since++;
            if (answer.arm() == arm) {
                count++;
                since = 0;
                last = answer.nanos();
            }
        }
        Interval bounds = Share.bounds(count, first.size(), 1, alpha(settings.comparisons()));
        // An arm that has less than it should from the start is seldom asked, which is not silence.
        double until = count == 0 ? 1 : (double) count / (first.size() - since);
        boolean silent = Math.pow(1 - Math.min(until, asked.weight() - band), since) < SILENT;
        double share = first.isEmpty() ? 0 : (double) count / first.size();
        return new ArmShare(asked, count, share, bounds, last, silent, decide(asked.weight(), band, bounds));
    }

    private static Decision decide(double weight, double band, Interval bounds) {
        if (bounds.high() < weight - band || bounds.low() > weight + band) {
            return Decision.OUTSIDE;
        }
        return bounds.low() >= weight - band && bounds.high() <= weight + band ? Decision.INSIDE : Decision.OPEN;
    }

    Outcome outcome() {
        if (moved > 0 || isOutside() || lostBounds.low() > MOST_LOST) {
            return Outcome.FAILED;
        }
        boolean inside = arms.stream().allMatch(arm -> arm.decision() == Decision.INSIDE);
        return inside && lostBounds.high() <= MOST_LOST ? Outcome.PASSED : Outcome.UNDECIDED;
    }

    /**
     * Whether it failed by what no noise of the host makes. Noise loses requests, and it may make an arm so slow that a
     * replica takes it out; its requests then go to the arm that has most of them already. So an arm that never answered,
     * or one on trial that answers too much, is no noise's work.
     */
    boolean isCertain() {
        boolean lostMany = lostBounds.high() > MOST_LOST;
        return moved > 0 || !lostMany && arms.stream().anyMatch(SplitVerdict::isOwnDoing);
    }

    private static boolean isOwnDoing(ArmShare arm) {
        boolean tooMuch =
                arm.decision() == Decision.OUTSIDE && arm.share() > arm.arm().weight();
        return arm.silent() && arm.count() == 0 || tooMuch && arm.arm().weight() < MOST;
    }

    private boolean isOutside() {
        return arms.stream().anyMatch(arm -> arm.decision() == Decision.OUTSIDE || arm.silent());
    }
}
