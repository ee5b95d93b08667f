package academy.ascent.grader.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How many requests a second are meant, over time: stretches in which the rate stays or changes evenly.
 *
 * <p>The expected number of requests until a moment is a piecewise quadratic function of time; its inverse turns arrivals
 * at a unit rate into arrivals at this one (E. Çinlar, Introduction to Stochastic Processes, 1975, section 4.7).
 */
public final class Rate {
    private final List<Stretch> stretches;

    /**
     * @param seconds how long
     * @param from requests a second at its beginning
     * @param to requests a second at its end
     */
    private record Stretch(double seconds, double from, double to) {
        double expected() {
            return seconds * (from + to) / 2;
        }

        /** When so many requests are expected, in seconds from its beginning; at most {@link #expected} of them. */
        double when(double count) {
            double slope = (to - from) / seconds;
            // The stable form of the quadratic's root; it holds for a slope of zero too.
            double root = Math.sqrt(Math.max(0, from * from + 2 * slope * count));
            return from + root == 0 ? 0 : Math.min(seconds, 2 * count / (from + root));
        }
    }

    private Rate(List<Stretch> stretches) {
        this.stretches = List.copyOf(stretches);
    }

    /** The same rate throughout. */
    public static Rate steady(double perSecond, Duration length) {
        return new Rate(List.of()).then(perSecond, perSecond, length);
    }

    /** A rate that rises or falls evenly. */
    public static Rate ramp(double from, double to, Duration length) {
        return new Rate(List.of()).then(from, to, length);
    }

    /** Goes on with a steady rate; twice in a row it makes a spike. */
    public Rate thenSteady(double perSecond, Duration length) {
        return then(perSecond, perSecond, length);
    }

    /** Goes on with a rate that rises or falls evenly. */
    public Rate thenRamp(double from, double to, Duration length) {
        return then(from, to, length);
    }

    private Rate then(double from, double to, Duration length) {
        if (from < 0 || to < 0 || from + to == 0 || !length.isPositive()) {
            throw new IllegalArgumentException("from " + from + "/s to " + to + "/s within " + length);
        }
        List<Stretch> longer = new ArrayList<>(stretches);
        longer.add(new Stretch(length.toNanos() / 1e9, from, to));
        return new Rate(longer);
    }

    /** How many requests are expected in all. */
    double expected() {
        return stretches.stream().mapToDouble(Stretch::expected).sum();
    }

    /** When so many requests are expected, in nanoseconds from the start. */
    long nanos(double count) {
        double left = count;
        double before = 0;
        for (Stretch stretch : stretches) {
            if (left < stretch.expected()) {
                return Math.round((before + stretch.when(left)) * 1e9);
            }
            left -= stretch.expected();
            before += stretch.seconds();
        }
        return Math.round(before * 1e9);
    }
}
