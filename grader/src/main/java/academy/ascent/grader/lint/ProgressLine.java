package academy.ascent.grader.lint;

import academy.ascent.grader.check.Checks;
import java.io.PrintStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What is being graded and how long the rest takes: on a terminal one line that changes, else a line a variant. Several
 * threads may tell it.
 */
final class ProgressLine {
    /** Beside the checks: the reference's answers, the start and the end. */
    private static final Duration USUAL_OVERHEAD = Duration.ofSeconds(8);

    private static final int WIDTH = 79;
    private static final String ERASE = "\r\u001b[K";

    private final PrintStream out;
    private final boolean terminal;
    private final int atOnce;
    private final LongSupplier nanoTime;
    private final Map<String, Duration> left = new LinkedHashMap<>();
    private final Map<String, Long> begun = new HashMap<>();
    private int all;
    private int done;

    /**
     * @param terminal whether a line can be written over
     * @param atOnce how many variants are graded at the same time
     * @param nanoTime a clock such as {@link System#nanoTime}
     */
    ProgressLine(PrintStream out, boolean terminal, int atOnce, LongSupplier nanoTime) {
        this.out = out;
        this.terminal = terminal;
        this.atOnce = atOnce;
        this.nanoTime = nanoTime;
    }

    /**
     * Counts a variant in.
     *
     * @param lastTook how long it took before, if that is known; else what its checks expect is taken
     */
    synchronized void expect(Variant variant, Optional<Duration> lastTook) {
        all++;
        left.put(key(variant), lastTook.orElseGet(() -> expected(variant)));
    }

    synchronized void begin(Variant variant) {
        begun.put(key(variant), nanoTime.getAsLong());
        if (left.putIfAbsent(key(variant), expected(variant)) == null) {
            all++;
        }
        update(variant, 0, "starting");
    }

    /** @param fraction of the current grading, which only stands in the line: what is left comes from the clock */
    synchronized void update(Variant variant, double fraction, String line) {
        if (terminal) {
            String text = String.format(
                    Locale.ROOT,
                    "%d of %d, about %s left  %s  %3.0f %%  %s",
                    Math.min(done + 1, all),
                    all,
                    words(timeLeft()),
                    key(variant),
                    fraction * 100,
                    line);
            // A line that wraps could not be written over.
            out.print(ERASE + text.substring(0, Math.min(text.length(), WIDTH)));
            out.flush();
        }
    }

    /** Tells of one grading; the variant may be begun again. */
    synchronized void end(Variant variant, VariantReport report) {
        left.remove(key(variant));
        begun.remove(key(variant));
        done++;
        out.printf(
                Locale.ROOT,
                "%s%-8s %s: failed %s, %s in %s; about %s left%n",
                terminal ? ERASE : "",
                report.asDeclared() ? "ok" : "NOT OK",
                key(variant),
                list(report.failed()),
                report.grade().words(),
                words(Duration.ofMillis(report.grade().millis())),
                words(timeLeft()));
    }

    synchronized Duration timeLeft() {
        long now = nanoTime.getAsLong();
        Duration sum = left.values().stream().reduce(Duration.ZERO, Duration::plus);
        for (Map.Entry<String, Long> current : begun.entrySet()) {
            Duration own = left.getOrDefault(current.getKey(), Duration.ZERO);
            Duration spent = Duration.ofNanos(now - current.getValue());
            sum = sum.minus(spent.compareTo(own) < 0 ? spent : own);
        }
        return sum.dividedBy(atOnce);
    }

    static String list(List<String> ids) {
        return ids.isEmpty() ? "nothing" : String.join(", ", ids);
    }

    private static Duration expected(Variant variant) {
        return variant.lab().grading().stream()
                .map(spec -> Checks.of(spec).expected(spec.with()))
                .reduce(USUAL_OVERHEAD, Duration::plus);
    }

    private static String key(Variant variant) {
        return variant.lab().id() + "/" + variant.name();
    }

    private static String words(Duration duration) {
        long seconds = Math.ceilDiv(duration.toMillis(), 1000L);
        return seconds < 100 ? seconds + " s" : Math.ceilDiv(seconds, 60L) + " min";
    }
}
