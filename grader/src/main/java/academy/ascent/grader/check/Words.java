package academy.ascent.grader.check;

import academy.ascent.sandbox.Replica;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.Locale;

/** Numbers as findings say them. */
final class Words {
    private Words() {}

    static String seconds(Duration duration) {
        double seconds = duration.toMillis() / 1e3;
        return seconds == Math.rint(seconds) ? format("%.0f s", seconds) : format("%.1f s", seconds);
    }

    /** {@code 3.2 ms}, {@code 38 ms}, {@code 1,240 ms}. */
    static String millis(double millis) {
        return millis < 9.95 && millis != Math.rint(millis) ? format("%.1f ms", millis) : format("%,.0f ms", millis);
    }

    static String millis(Duration duration) {
        return millis(duration.toNanos() / 1e6);
    }

    /** {@code 0.25 %}, {@code 98 %}; two decimals where they matter. */
    static String percent(double share) {
        double percent = share * 100;
        if (percent == Math.rint(percent)) {
            return format("%.0f %%", percent);
        }
        return format(percent > 1 && percent < 99 ? "%.1f %%" : "%.2f %%", percent);
    }

    /** {@code 2 h}, {@code 90 min}, {@code 3 days}; zero is any age. */
    static String age(Duration age) {
        if (age.isZero()) {
            return "any age";
        }
        long seconds = age.toSeconds();
        if (seconds % 86_400 == 0) {
            return seconds == 86_400 ? "1 day" : format("%,d days", seconds / 86_400);
        }
        if (seconds % 3600 == 0) {
            return format("%,d h", seconds / 3600);
        }
        return seconds % 60 == 0 ? format("%,d min", seconds / 60) : seconds(age);
    }

    static String count(long count) {
        return format("%,d", count);
    }

    /** Without an exponent: {@code 0.00001}. */
    static String small(double number) {
        return BigDecimal.valueOf(number)
                .round(new MathContext(2))
                .stripTrailingZeros()
                .toPlainString();
    }

    /** A multiple with two decimals. */
    static String times(double multiple) {
        return format("%.2f", multiple);
    }

    /** Three digits that count, without an exponent: {@code 0.0133}, {@code 1.5}, {@code 207}. */
    static String figures(double number) {
        return BigDecimal.valueOf(number)
                .round(new MathContext(3))
                .stripTrailingZeros()
                .toPlainString();
    }

    /** Every digit that matters and no more: {@code 1}, {@code 2.2}. */
    static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    static String rate(double ratePerSecond) {
        return format(ratePerSecond == Math.rint(ratePerSecond) ? "%.0f/s" : "%.1f/s", ratePerSecond);
    }

    static String clip(String text, int most) {
        String line = text.strip();
        return line.isEmpty() ? "(nothing)" : line.length() <= most ? line : line.substring(0, most) + "…";
    }

    static String state(Replica replica) {
        return switch (replica.state()) {
            case STARTING -> "starting";
            case RUNNING -> "running";
            case BACKING_OFF -> "waiting to be started again";
            case TERMINATING -> "ending";
            case ENDED -> "ended";
        };
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
