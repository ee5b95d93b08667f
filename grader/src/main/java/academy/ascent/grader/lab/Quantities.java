package academy.ascent.grader.lab;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Quantities as labs write them: durations ({@code 50ms}), rates ({@code 200/s}), shares ({@code 0.5%}), multiples ({@code 1.5x}) and sizes ({@code 1Gi}). */
final class Quantities {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(us|ms|s|m|h)");
    private static final Pattern RATE = Pattern.compile("(\\d{1,7}(?:\\.\\d{1,3})?)/(s|m)");
    private static final Pattern PERCENT = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,6})?)%");
    private static final Pattern MULTIPLE = Pattern.compile("(\\d{1,4}(?:\\.\\d{1,3})?)x");
    private static final Pattern BYTES = Pattern.compile("(\\d{1,9})(Ki|Mi|Gi)");

    private Quantities() {}

    static Optional<Duration> duration(String text) {
        Matcher match = DURATION.matcher(text);
        if (!match.matches()) {
            return Optional.empty();
        }
        long count = Long.parseLong(match.group(1));
        return Optional.of(
                switch (match.group(2)) {
                    case "us" -> Duration.ofNanos(count * 1_000);
                    case "ms" -> Duration.ofMillis(count);
                    case "s" -> Duration.ofSeconds(count);
                    case "m" -> Duration.ofMinutes(count);
                    default -> Duration.ofHours(count);
                });
    }

    /** A rate in events a second. */
    static Optional<Double> rate(String text) {
        Matcher match = RATE.matcher(text);
        if (!match.matches()) {
            return Optional.empty();
        }
        double count = Double.parseDouble(match.group(1));
        return Optional.of(match.group(2).equals("s") ? count : count / 60);
    }

    /** A share between 0 and 1; the decimal point is moved exactly, so that {@code 0.1%} is 0.001. */
    static Optional<Double> share(String text) {
        Matcher match = PERCENT.matcher(text);
        if (!match.matches()) {
            return Optional.empty();
        }
        double share = new BigDecimal(match.group(1)).movePointLeft(2).doubleValue();
        return share <= 1 ? Optional.of(share) : Optional.empty();
    }

    static Optional<Double> multiple(String text) {
        Matcher match = MULTIPLE.matcher(text);
        return match.matches() ? Optional.of(Double.valueOf(match.group(1))) : Optional.empty();
    }

    static Optional<Long> bytes(String text) {
        Matcher match = BYTES.matcher(text);
        if (!match.matches()) {
            return Optional.empty();
        }
        int shift = switch (match.group(2)) {
            case "Ki" -> 10;
            case "Mi" -> 20;
            default -> 30;
        };
        return Optional.of(Long.parseLong(match.group(1)) << shift);
    }
}
