package academy.ascent.grader.load;

import academy.ascent.grader.load.Sample.Outcome;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;

/**
 * How the requests of a run went. The event loop writes, anybody reads.
 *
 * <p>In arrays of numbers: thousands of young objects that live on would be copied again and again by the collector, and
 * meanwhile nothing is sent.
 */
final class SampleLog implements Connections.Recorder {
    private static final List<Outcome> OUTCOMES = List.of(Outcome.values());

    private final Schedule schedule;
    private final long[] lags;
    private final long[] latencies;
    private final int[] statuses;
    private final String[] bodies;
    private final String[] replicas;
    /** One more than the outcome's place, 0 as long as there is none; written last, so that the rest can be read. */
    private final AtomicIntegerArray outcomes;

    SampleLog(Schedule schedule) {
        this.schedule = schedule;
        lags = new long[schedule.size()];
        latencies = new long[schedule.size()];
        statuses = new int[schedule.size()];
        bodies = new String[schedule.size()];
        replicas = new String[schedule.size()];
        outcomes = new AtomicIntegerArray(schedule.size());
    }

    @Override
    public void set(int index, Sample sample) {
        lags[index] = sample.lagNanos();
        latencies[index] = sample.latencyNanos();
        statuses[index] = sample.status();
        bodies[index] = sample.body();
        replicas[index] = sample.replica();
        outcomes.set(index, sample.outcome().ordinal() + 1);
    }

    /** How a request went; null as long as it is not settled. */
    @Nullable
    Sample get(int index) {
        int outcome = outcomes.get(index);
        if (outcome == 0) {
            return null;
        }
        return new Sample(
                index,
                schedule.nanos(index),
                lags[index],
                latencies[index],
                OUTCOMES.get(outcome - 1),
                statuses[index],
                bodies[index],
                replicas[index]);
    }
}
