package academy.ascent.platform.submission;

import academy.ascent.site.Href;
import academy.ascent.site.submission.ResultPage;
import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/** How far an open submission is, for a page that is loaded in the middle of it. */
@Singleton
final class LiveViews {
    private static final List<SubmissionState> STAGES = List.of(
            SubmissionState.QUEUED, SubmissionState.PREPARING, SubmissionState.DEPLOYING, SubmissionState.MEASURING);

    private final RunRows rows;
    private final HandInRows queue;
    private final Pauses pauses;
    private final GradingConfig config;

    LiveViews(RunRows rows, HandInRows queue, Pauses pauses, GradingConfig config) {
        this.rows = rows;
        this.queue = queue;
        this.pauses = pauses;
        this.config = config;
    }

    ResultPage.Live of(Submission submission) {
        var progress = rows.latestProgress(submission.key(), submission.epoch());
        var fraction = 0.0;
        var line = "";
        if (!progress.isEmpty()) {
            try {
                var data = EventData.JSON.readTree(progress.getFirst());
                fraction = data.path("fraction").asDouble();
                line = data.path("line").asText();
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("The database gave JSON that cannot be read", e);
            }
        }
        return new ResultPage.Live(
                new Href(SubmissionHandIns.href(submission).path() + "/events"),
                submission.eventCount(),
                STAGES.stream().map(stage -> stage(stage, submission.state())).toList(),
                place(submission),
                submission.state() == SubmissionState.QUEUED ? 0 : fraction,
                submission.state() == SubmissionState.QUEUED ? "Waiting for its turn" : line);
    }

    private static ResultPage.Stage stage(SubmissionState stage, SubmissionState now) {
        var standing = stage == now ? "now" : stage.compareTo(now) < 0 ? "done" : "later";
        return new ResultPage.Stage(stage.word(), ResultWords.headline(stage), standing);
    }

    private String place(Submission submission) {
        var usual = Duration.ofMillis((long) queue.usualMillis(submission.lab()));
        if (submission.state() != SubmissionState.QUEUED) {
            return "A grading of this lab usually takes " + words(usual) + ".";
        }
        var pause = pauses.reason(submission.lab());
        if (pause.isPresent()) {
            return "An instructor has paused this lab: " + pause.get()
                    + " Your place in the queue is kept, and this page follows when it goes on.";
        }
        var ahead = queue.ahead(submission.key());
        var wait = usual.multipliedBy(ahead / config.slots() + 1);
        return ahead == 0
                ? "It is next. The result is expected in " + words(wait) + "."
                : ahead + (ahead == 1 ? " grading is" : " gradings are") + " before it. The result is expected in "
                        + words(wait) + ".";
    }

    private static String words(Duration duration) {
        var seconds = Math.max(10, Math.round(duration.toSeconds() / 10.0) * 10);
        return seconds < 120 ? "about " + seconds + " seconds" : "about " + Math.round(seconds / 60.0) + " minutes";
    }
}
