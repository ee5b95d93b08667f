package academy.ascent.reference.config;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A duration as it is written in configuration: a whole number and one of {@code us}, {@code ms}, {@code s}, {@code m}, {@code h}. */
public final class TimeSpan {
    private static final Pattern FORM = Pattern.compile("(\\d{1,7})(us|ms|s|m|h)");

    private TimeSpan() {}

    /** The duration, or nothing if the text is none. */
    public static Optional<Duration> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long amount = Long.parseLong(matcher.group(1));
        return Optional.of(
                switch (matcher.group(2)) {
                    case "us" -> Duration.of(amount, ChronoUnit.MICROS);
                    case "ms" -> Duration.ofMillis(amount);
                    case "s" -> Duration.ofSeconds(amount);
                    case "m" -> Duration.ofMinutes(amount);
                    default -> Duration.ofHours(amount);
                });
    }
}
