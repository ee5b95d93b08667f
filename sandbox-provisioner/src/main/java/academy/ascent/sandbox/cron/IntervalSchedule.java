package academy.ascent.sandbox.cron;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Due again and again after the same time.
 *
 * @param delay whole seconds, at least one
 */
record IntervalSchedule(Duration delay) implements CronSchedule {
    private static final Pattern PART = Pattern.compile("([0-9]*\\.?[0-9]*)([^0-9.]*)");
    private static final int MOST_DIGITS = 100;
    private static final BigDecimal LONGEST = BigDecimal.valueOf(Long.MAX_VALUE);
    private static final Map<String, Long> NANOSECONDS = Map.of(
            "ns", 1L,
            "us", 1_000L,
            "\u00b5s", 1_000L,
            "\u03bcs", 1_000L,
            "ms", 1_000_000L,
            "s", 1_000_000_000L,
            "m", 60_000_000_000L,
            "h", 3_600_000_000_000L);

    /** @param schedule the whole, of which the duration is a part */
    static IntervalSchedule parse(String schedule, String duration) throws Malformed {
        try {
            long nanoseconds = nanoseconds(duration);
            return new IntervalSchedule(Duration.ofSeconds(Math.max(1, nanoseconds / 1_000_000_000)));
        } catch (Malformed malformed) {
            throw new Malformed("failed to parse duration " + schedule + ": time: " + malformed.getMessage() + "\""
                    + duration + "\"");
        }
    }

    /** As Go's time.ParseDuration reads it. */
    private static long nanoseconds(String duration) throws Malformed {
        String digits = duration.replaceFirst("^[-+]", "");
        if (digits.equals("0")) {
            return 0;
        }
        BigDecimal sum = BigDecimal.ZERO;
        Matcher part = PART.matcher(digits);
        int at = 0;
        do {
            part.region(at, digits.length());
            if (!part.lookingAt()
                    || part.group(1).matches("\\.?")
                    || part.group(1).length() > MOST_DIGITS) {
                throw new Malformed("invalid duration ");
            }
            sum = sum.add(new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(unit(part.group(2)))));
            at = part.end();
        } while (at < digits.length());
        if (sum.compareTo(LONGEST) > 0) {
            throw new Malformed("invalid duration ");
        }
        return duration.startsWith("-") ? -sum.longValue() : sum.longValue();
    }

    private static long unit(String name) throws Malformed {
        Long nanoseconds = NANOSECONDS.get(name);
        if (nanoseconds == null) {
            throw new Malformed(
                    name.isEmpty() ? "missing unit in duration " : "unknown unit \"" + name + "\" in duration ");
        }
        return nanoseconds;
    }

    @Override
    public Optional<Instant> next(Instant after, ZoneId zone) {
        return Optional.of(after.plus(delay).minusNanos(after.getNano()));
    }
}
