package academy.ascent.reference.drift;

import academy.ascent.reference.config.DriftConfig.Detector;
import academy.ascent.reference.drift.report.StreamReport;
import academy.ascent.reference.statistics.AdaptiveWindow;
import academy.ascent.reference.statistics.ChangeDetector;
import academy.ascent.reference.statistics.PageHinkley;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Follows one stream of numbers with a change detector, on the reference's own scale; for one thread at a time. */
final class Follower {
    private static final double FALSE_CUT = 0.002;
    private static final double TOLERANCE = 0.1;
    private static final double THRESHOLD = 50;

    private final String of;
    private final String name;
    private final ChangeDetector detector;
    private final double origin;
    private final double unit;
    private final double most;
    private volatile long values;
    private volatile long changes;
    private volatile Optional<Instant> last = Optional.empty();

    private Follower(String of, Detector kind, ChangeDetector detector, double origin, double unit, double most) {
        this.of = of;
        name = kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
        this.detector = detector;
        this.origin = origin;
        this.unit = unit;
        this.most = most;
    }

    /**
     * A follower of values like the reference's, of which there is at least one: ADWIN sees them within the reference's
     * range as 0 to 1, Page-Hinkley in standard deviations from its mean, at most 5.
     */
    static Follower of(String of, Detector kind, double[] reference) {
        double[] finite = Arrays.stream(reference).filter(Double::isFinite).toArray();
        double mean = Arrays.stream(finite).average().orElse(0);
        double variance = Arrays.stream(finite)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElse(0);
        double least = Arrays.stream(finite).min().orElse(0);
        double greatest = Arrays.stream(finite).max().orElse(1);
        return switch (kind) {
            case ADWIN ->
                new Follower(
                        of,
                        kind,
                        new AdaptiveWindow(FALSE_CUT),
                        (least + greatest) / 2,
                        nonZero(greatest - least),
                        0.5);
            case PAGE_HINKLEY ->
                new Follower(of, kind, new PageHinkley(TOLERANCE, THRESHOLD), mean, nonZero(Math.sqrt(variance)), 5);
        };
    }

    /** A follower of errors, 0 and 1, whose expected rate is known. */
    static Follower ofErrors(String of, Detector kind, double rate) {
        double deviation = Math.sqrt(Math.max(rate * (1 - rate), 0.01));
        return switch (kind) {
            case ADWIN -> new Follower(of, kind, new AdaptiveWindow(FALSE_CUT), 0, 1, 1);
            case PAGE_HINKLEY -> new Follower(of, kind, new PageHinkley(TOLERANCE, THRESHOLD), rate, deviation, 10);
        };
    }

    private static double nonZero(double unit) {
        return unit > 0 ? unit : 1;
    }

    /** Takes one value, passing over what is no number, and says whether the stream has changed by now. */
    boolean changed(double value, Instant now) {
        if (!Double.isFinite(value)) {
            return false;
        }
        values = values + 1;
        boolean changed = detector.update(Math.clamp((value - origin) / unit, -most, most));
        if (changed) {
            changes = changes + 1;
            last = Optional.of(now);
        }
        return changed;
    }

    /** What was found, in words. */
    String finding() {
        return name + " found a change in the stream of " + of;
    }

    StreamReport report() {
        return new StreamReport(of, name, values, changes, last);
    }
}
