package academy.ascent.grader.check;

import academy.ascent.grader.load.Sample;
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

    /** The same without the failures that the hypervisor may have caused. */
    Episode without(Stolen stolen) {
        boolean[] left = failed.clone();
        for (int i = 0; i < left.length; i++) {
            left[i] &= !stolen.mayHaveFailed(samples.get(i));
        }
        return new Episode(disruption, replica, beganNanos, endNanos, recovered, cameBack, samples, left);
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
