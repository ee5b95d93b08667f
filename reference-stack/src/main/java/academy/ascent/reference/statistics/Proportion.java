package academy.ascent.reference.statistics;

/**
 * How many of a number of trials had an event.
 *
 * @throws IllegalArgumentException if a count is negative or there are more events than trials
 */
public record Proportion(long events, long trials) {
    /** No trial yet. */
    public static final Proportion NONE = new Proportion(0, 0);

    public Proportion {
        if (events < 0 || trials < events) {
            throw new IllegalArgumentException(events + " events in " + trials + " trials");
        }
    }

    /** The observed rate, from 0 to 1; NaN without a trial. */
    public double rate() {
        return (double) events / trials;
    }

    /** Both together. */
    public Proportion plus(Proportion other) {
        return new Proportion(events + other.events, trials + other.trials);
    }

    /** This and one more trial. */
    public Proportion plus(boolean event) {
        return new Proportion(events + (event ? 1 : 0), trials + 1);
    }
}
