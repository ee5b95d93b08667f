package academy.ascent.platform.submission;

import academy.ascent.platform.grade.Decisions;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.util.Optional;

/** A submission's result for programs: everything that was measured, with its evidence whole. */
@Singleton
final class ResultJson {
    private final RunRows rows;
    private final HandInRows queue;
    private final Decisions decisions;

    ResultJson(RunRows rows, HandInRows queue, Decisions decisions) {
        this.rows = rows;
        this.queue = queue;
        this.decisions = decisions;
    }

    String of(Submission submission) {
        var result = EventData.JSON.createObjectNode();
        result.put("id", submission.key())
                .put("lab", submission.lab())
                .put("labDigest", submission.labDigest())
                .put("number", submission.number())
                .put("state", submission.state().word())
                .put("open", submission.state().isOpen())
                .put("attemptUsed", submission.state().isJudgement())
                .put("reason", submission.reason())
                .put("earned", submission.earned())
                .put("points", submission.points())
                .put("pass", submission.pass())
                .put("p95Millis", submission.p95Millis())
                .put("availabilityPercent", submission.availabilityPercent())
                .put("handedInAt", submission.handedInAt().toString());
        Optional.ofNullable(submission.concludedAt()).ifPresent(at -> result.put("concludedAt", at.toString()));
        if (submission.state() == SubmissionState.QUEUED) {
            result.put("ahead", queue.ahead(submission.key()));
        }
        decisions
                .standing(submission.key())
                .ifPresent(decision -> result.putObject("decision")
                        .put("earned", decision.points())
                        .put("passed", decision.passed())
                        .put("reason", decision.reason())
                        .put("decidedBy", decision.who())
                        .put("decidedAt", decision.decidedAt().toString()));
        runs(submission, result);
        var checks = result.putArray("checks");
        for (var finding : rows.findings(submission.key(), submission.epoch())) {
            checks.add(tree(finding).path("result"));
        }
        return result.toPrettyString();
    }

    private void runs(Submission submission, ObjectNode result) {
        var runs = result.putArray("runs");
        for (var run : rows.runs(submission.key())) {
            var node = runs.addObject()
                    .put("epoch", run.epoch())
                    .put("startedAt", run.startedAt().toString())
                    .put(
                            "outcome",
                            run.outcome() == null ? "running" : run.outcome().toLowerCase(java.util.Locale.ROOT))
                    .put("reason", run.reason());
            Optional.ofNullable(run.endedAt()).ifPresent(at -> node.put("endedAt", at.toString()));
            Optional.ofNullable(run.conclusion()).map(ResultJson::tree).ifPresent(conclusion -> {
                // The seed stays here: with it the hidden cases of a run could be drawn again.
                node.set("host", conclusion.path("host"));
                node.set("durations", conclusion.path("durations"));
            });
        }
    }

    private static JsonNode tree(String json) {
        try {
            return EventData.JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The database gave JSON that cannot be read", e);
        }
    }
}
