package academy.ascent.platform.submission;

import academy.ascent.grader.lab.Lab;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The wait that a lab asks for after failed attempts. */
final class Cooldown {
    private Cooldown() {}

    /**
     * When the next attempt may be made; empty if now.
     *
     * @param handedIn everything that was handed in for the lab, oldest first; failures before a pass no longer count
     */
    static Optional<Instant> nextTry(Lab lab, List<Submission> handedIn, Instant now) {
        var failures = 0;
        Instant last = Instant.MIN;
        for (var submission : handedIn) {
            var ended = submission.concludedAt();
            if (submission.state() == SubmissionState.PASSED) {
                failures = 0;
            } else if (submission.state() == SubmissionState.FAILED && ended != null) {
                failures++;
                last = ended;
            }
        }
        if (failures == 0) {
            return Optional.empty();
        }
        return Optional.of(last.plus(wait(lab.cooldown(), failures))).filter(next -> next.isAfter(now));
    }

    private static Duration wait(List<Duration> cooldown, int failures) {
        return cooldown.isEmpty() ? Duration.ZERO : cooldown.get(Math.min(failures, cooldown.size()) - 1);
    }
}
