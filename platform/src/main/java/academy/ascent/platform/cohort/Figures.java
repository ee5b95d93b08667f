package academy.ascent.platform.cohort;

import academy.ascent.platform.submission.Submission;
import java.util.Locale;
import java.util.Optional;

/** Measured numbers in words, with their units. */
final class Figures {
    private Figures() {}

    static Optional<String> score(Submission submission) {
        return Optional.ofNullable(submission.earned()).map(earned -> earned + " of " + submission.points());
    }

    static Optional<String> p95(Submission submission) {
        return Optional.ofNullable(submission.p95Millis())
                .map(millis -> String.format(Locale.ROOT, millis < 10 ? "%.1f ms" : "%.0f ms", millis));
    }

    /** Rounded down, so that no lost request reads as 100 %. */
    static Optional<String> availability(Submission submission) {
        return Optional.ofNullable(submission.availabilityPercent())
                .map(percent -> String.format(Locale.ROOT, "%.2f %%", Math.floor(percent * 100) / 100));
    }
}
