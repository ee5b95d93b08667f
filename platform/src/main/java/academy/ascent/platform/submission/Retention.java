package academy.ascent.platform.submission;

import academy.ascent.site.submission.ResultPage;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long evidence is kept: logs, examples and raw latencies for the configured days after a verdict, and while an appeal is
 * open; points, numbers, intervals, explanations and pictures as long as the account.
 */
@Singleton
final class Retention {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private final EvidenceRows rows;
    private final Duration kept;
    private final InstantSource clock;

    Retention(EvidenceRows rows, GradingConfig config, InstantSource clock) {
        this.rows = rows;
        this.kept = Duration.ofDays(config.evidenceDays());
        this.clock = clock;
    }

    /** Removes what has been kept long enough. */
    void apply() {
        var thinned = rows.thin(clock.instant().minus(kept));
        if (thinned > 0) {
            LOG.info(
                    "Removed logs, examples and raw latencies of {} findings, kept for {} days",
                    thinned,
                    kept.toDays());
        }
    }

    /** The rule for a verdict of the given moment, for its reader. */
    ResultPage.Fact rule(Instant concludedAt) {
        var end = concludedAt.plus(kept);
        var over = end.isBefore(clock.instant());
        return new ResultPage.Fact(
                "Kept",
                over
                        ? "numbers and pictures; logs, examples and raw latencies were kept until " + DAY.format(end)
                        : "logs, examples and raw latencies until " + DAY.format(end)
                                + ", numbers and pictures after that");
    }
}
