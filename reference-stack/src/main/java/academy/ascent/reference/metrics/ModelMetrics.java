package academy.ascent.reference.metrics;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** What is counted for one model. */
public final class ModelMetrics {
    private static final long MICRO = 1_000;
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000_000_000;

    private final String labels;
    private final Map<Integer, LongAdder> requests = new ConcurrentSkipListMap<>();
    private final LongAdder loads = new LongAdder();
    private final Histogram requestDuration = new Histogram(
            500 * MICRO,
            MILLI,
            2_500 * MICRO,
            5 * MILLI,
            10 * MILLI,
            25 * MILLI,
            50 * MILLI,
            100 * MILLI,
            250 * MILLI,
            500 * MILLI,
            SECOND,
            2_500 * MILLI,
            5 * SECOND,
            10 * SECOND);
    private final Histogram inferenceDuration = new Histogram(
            25 * MICRO,
            50 * MICRO,
            100 * MICRO,
            250 * MICRO,
            500 * MICRO,
            MILLI,
            2_500 * MICRO,
            5 * MILLI,
            10 * MILLI,
            25 * MILLI,
            100 * MILLI,
            SECOND);

    ModelMetrics(String model, String version) {
        labels = "model=\"" + model + "\",version=\"" + version + "\"";
    }

    /** Counts an answered inference request, from its last byte in to its answer handed to the connection. */
    public void answered(int status, long nanos) {
        requests.computeIfAbsent(status, _ -> new LongAdder()).increment();
        requestDuration.record(nanos);
    }

    /** Counts one run of the model itself. */
    public void inferred(long nanos) {
        inferenceDuration.record(nanos);
    }

    /** Counts one opening of the model's session. */
    public void loaded() {
        loads.increment();
    }

    /** Forgets the runs so far, which no client asked for; the loads stay. */
    public void warmedUp() {
        inferenceDuration.clear();
    }

    void writeRequests(Exposition page, String name) {
        requests.forEach((status, count) -> page.sample(name, labels + ",status=\"" + status + "\"", count.sum()));
    }

    void writeRequestDuration(Exposition page, String name) {
        requestDuration.write(page, name, labels);
    }

    void writeInferenceDuration(Exposition page, String name) {
        inferenceDuration.write(page, name, labels);
    }

    void writeLoads(Exposition page, String name) {
        page.sample(name, labels, loads.sum());
    }
}
