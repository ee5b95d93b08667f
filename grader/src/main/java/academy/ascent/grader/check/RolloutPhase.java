package academy.ascent.grader.check;

import academy.ascent.grader.check.ReleaseAnswers.Judgement;
import academy.ascent.grader.load.Sample;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * One change of the release and what its clients saw.
 *
 * @param kind what was changed
 * @param episode counted from 1
 * @param beginNanos when it was applied, from the start of the load
 * @param completedNanos when it was complete, or was given up
 * @param endNanos when the phase was over
 * @param took the time of the change; of a bad release that of the way back
 * @param complete whether it came
 * @param samples every request meant for the phase
 * @param failed which of them failed
 * @param unanswered how often which outcome came instead of an answer
 * @param stale how many were answered by the release that should have gone
 * @param wrong how many got the answer of no release
 */
record RolloutPhase(
        Kind kind,
        int episode,
        long beginNanos,
        long completedNanos,
        long endNanos,
        Duration took,
        boolean complete,
        List<Sample> samples,
        boolean[] failed,
        Map<Sample.Outcome, Integer> unanswered,
        int stale,
        int wrong) {

    /** What is done to the releases. */
    enum Kind {
        ROLLOUT("out", "rollout"),
        ROLLBACK("back", "rollback"),
        /** One that never becomes ready, and back. */
        BAD_RELEASE("bad", "bad release and back");

        private final String label;
        private final String words;

        Kind(String label, String words) {
            this.label = label;
            this.words = words;
        }

        /** For a picture. */
        String label() {
            return label;
        }

        String words() {
            return words;
        }
    }

    static RolloutPhase of(
            Kind kind,
            int episode,
            long beginNanos,
            long completedNanos,
            long endNanos,
            Duration took,
            boolean complete,
            List<Sample> samples,
            ReleaseAnswers answers) {
        boolean[] failed = new boolean[samples.size()];
        Map<Sample.Outcome, Integer> unanswered = new EnumMap<>(Sample.Outcome.class);
        int stale = 0;
        int wrong = 0;
        for (int i = 0; i < failed.length; i++) {
            Judgement judgement = answers.judge(samples.get(i));
            failed[i] = judgement != Judgement.RIGHT;
            switch (judgement) {
                case UNANSWERED -> unanswered.merge(samples.get(i).outcome(), 1, Integer::sum);
                case STALE -> stale++;
                case WRONG -> wrong++;
                case RIGHT -> {}
            }
        }
        return new RolloutPhase(
                kind,
                episode,
                beginNanos,
                completedNanos,
                endNanos,
                took,
                complete,
                List.copyOf(samples),
                failed,
                Collections.unmodifiableMap(unanswered),
                stale,
                wrong);
    }

    int intended() {
        return samples.size();
    }

    int failures() {
        return stale
                + wrong
                + unanswered.values().stream().mapToInt(Integer::intValue).sum();
    }

    int unanswered(Sample.Outcome outcome) {
        return unanswered.getOrDefault(outcome, 0);
    }

    List<Boolean> slots() {
        return Slots.of(samples, failed, beginNanos, endNanos);
    }
}
