package academy.ascent.grader.check;

import academy.ascent.grader.check.RolloutPhase.Kind;
import academy.ascent.grader.load.Sample.Outcome;
import java.util.ArrayList;
import java.util.List;

/** What the ways in which requests fail say about a submission, and where to look. */
final class RolloutAdvice {
    private RolloutAdvice() {}

    /**
     * @param where the files of the Deployments
     */
    static List<String> of(RolloutSettings settings, List<RolloutPhase> phases, String where) {
        List<String> lines = new ArrayList<>();
        RolloutPhase last = phases.getLast();
        if (!last.complete()) {
            lines.add("The " + last.kind().words() + " of episode " + last.episode() + " was not complete within "
                    + Words.seconds(settings.within()) + ": some replica of it never became ready, or found no room."
                    + " Look at strategy and resources in " + where + ".");
        }
        if (count(phases, Outcome.NO_ENDPOINT) > 0) {
            lines.add(
                    "Requests came while no replica was ready: an old one was ended before a new one was ready. Look at"
                            + " replicas and strategy (maxSurge, maxUnavailable) in " + where + ".");
        }
        if (count(phases, Outcome.RESET) + count(phases, Outcome.REFUSED) > 0) {
            lines.add("Requests were cut off or not connected: a replica ended while it was still sent requests, which"
                    + " goes on for a moment after it was told to end, or before it had answered. Look at what happens"
                    + " from SIGTERM on (draining, lifecycle.preStop, terminationGracePeriodSeconds) in " + where
                    + ".");
        }
        if (stale(phases, Kind.ROLLBACK) + stale(phases, Kind.BAD_RELEASE) > 0) {
            lines.add("The release that was rolled back still answered when only the first one may: the pod template"
                    + " names something that a later release has changed. Let " + where
                    + " name what never changes"
                    + " once it is released.");
        }
        if (stale(phases, Kind.ROLLOUT) > 0) {
            lines.add(
                    "After the rollout was complete, the release before still answered: what is served does not depend"
                            + " on " + settings.release().variable() + ". Look at " + where + ".");
        }
        if (phases.stream().anyMatch(phase -> phase.wrong() > 0)) {
            lines.add("Some answers were those of no release that should answer. Look which files the server reads, and"
                    + " whether a replica may answer before it has read them, in " + where + ".");
        }
        return lines;
    }

    private static long count(List<RolloutPhase> phases, Outcome outcome) {
        return phases.stream().mapToLong(phase -> phase.unanswered(outcome)).sum();
    }

    private static long stale(List<RolloutPhase> phases, Kind kind) {
        return phases.stream()
                .filter(phase -> phase.kind() == kind)
                .mapToLong(RolloutPhase::stale)
                .sum();
    }
}
