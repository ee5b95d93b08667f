package academy.ascent.grader.check;

import academy.ascent.grader.load.Sample;
import academy.ascent.grader.load.Sample.Outcome;
import java.time.Duration;
import java.util.List;

/**
 * One disruption and what came of it.
 *
 * @param replica which was disrupted, if it was a single one
 * @param beganNanos when, from the start of the load
 * @param endNanos when the episode was over
 * @param recovered from then until every replica was ready again; the whole span if that never came
 * @param cameBack whether it came
 * @param samples every request meant for the episode
 * @param failed which of them failed
 */
record Episode(
        Disruption disruption,
        String replica,
        long beganNanos,
        long endNanos,
        Duration recovered,
        boolean cameBack,
        List<Sample> samples,
        boolean[] failed) {
    static Episode of(
            Disruption disruption,
            String replica,
            long beganNanos,
            long endNanos,
            Duration recovered,
            boolean cameBack,
            List<Sample> samples,
            CaseBook cases) {
        boolean[] failed = new boolean[samples.size()];
        for (int i = 0; i < failed.length; i++) {
            failed[i] = !cases.isRight(samples.get(i));
        }
        return new Episode(disruption, replica, beganNanos, endNanos, recovered, cameBack, samples, failed);
    }

    /**
     * The same without the failures that the hypervisor may have caused. Until every replica is ready again whoever is not
     * answered at once meets the outage, and this can only have been lengthened by so much: its last requests are left out.
     */
    Episode without(Stolen stolen) {
        boolean[] left = failed.clone();
        double spared = stolen.lengthening(beganNanos, recovered);
        double each = (double) (endNanos - beganNanos) / Math.max(1, samples.size());
        for (int i = left.length - 1; i >= 0; i--) {
            if (!left[i] || !isOfOutage(samples.get(i))) {
                left[i] &= !stolen.mayHaveFailed(samples.get(i));
            } else if (spared >= each) {
                left[i] = false;
                spared -= each;
            }
        }
        return new Episode(disruption, replica, beganNanos, endNanos, recovered, cameBack, samples, left);
    }

    private boolean isOfOutage(Sample sample) {
        boolean atOnce = !sample.answered() && sample.outcome() != Outcome.TIMED_OUT;
        return atOnce && sample.intendedNanos() < beganNanos + recovered.toNanos();
    }

    int intended() {
        return samples.size();
    }

    int failures() {
        int count = 0;
        for (boolean one : failed) {
            count += one ? 1 : 0;
        }
        return count;
    }

    /** For every tenth of a second from its beginning on: whether a request meant for it failed. */
    List<Boolean> slots() {
        return Slots.of(samples, failed, beganNanos, endNanos);
    }
}
