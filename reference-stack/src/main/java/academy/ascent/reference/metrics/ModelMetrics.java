package academy.ascent.reference.metrics;

import java.util.concurrent.atomic.LongAdder;

/** What is counted for the runs of one version of a model. */
public final class ModelMetrics {
    private final String labels;
    private final Histogram inferences = Histogram.ofRuns();
    private final Histogram waits = Histogram.ofRequests();
    private final LongAdder cpuNanos = new LongAdder();
    private final LongAdder queued = new LongAdder();
    private final LongAdder rows = new LongAdder();
    private final LongAdder loads = new LongAdder();
    private final LongAdder overloads = new LongAdder();
    private final LongAdder batches = new LongAdder();
    private final LongAdder batchedRequests = new LongAdder();
    private final LongAdder cacheHits = new LongAdder();
    private final LongAdder cacheMisses = new LongAdder();

    ModelMetrics(String labels) {
        this.labels = labels;
    }

    /** Counts one run of the model itself, of so many rows. */
    public void inferred(long nanos, int count) {
        inferences.record(nanos);
        rows.add(count);
    }

    /** Counts CPU time of the model's runs. */
    public void usedCpu(long nanos) {
        cpuNanos.add(nanos);
    }

    /** Counts one request that begins to wait. */
    public void queued() {
        queued.increment();
    }

    /** Counts one request that waited. */
    public void waited(long nanos) {
        waits.record(nanos);
    }

    /** Counts one request that was turned away. */
    public void overloaded() {
        overloads.increment();
    }

    /** Counts one batch of so many requests. */
    public void batched(int requests) {
        batches.increment();
        batchedRequests.add(requests);
    }

    /** Counts one look into the cache. */
    public void cached(boolean hit) {
        (hit ? cacheHits : cacheMisses).increment();
    }

    /** Counts one opening of the model's session. */
    public void loaded() {
        loads.increment();
    }

    void writeInferences(Exposition page, String name) {
        inferences.write(page, name, labels);
    }

    void writeWaits(Exposition page, String name) {
        waits.write(page, name, labels);
    }

    long rows() {
        return rows.sum();
    }

    double cpuSeconds() {
        return cpuNanos.sum() / 1e9;
    }

    String labels() {
        return labels;
    }

    void writeCpu(Exposition page, String name) {
        page.sample(name, labels, cpuSeconds());
    }

    void writeQueueDepth(Exposition page, String name) {
        // The two are not read at one moment.
        page.sample(name, labels, Math.max(0, queued.sum() - waits.count()));
    }

    void writeRows(Exposition page, String name) {
        page.sample(name, labels, rows.sum());
    }

    void writeLoads(Exposition page, String name) {
        page.sample(name, labels, loads.sum());
    }

    void writeOverloads(Exposition page, String name) {
        page.sample(name, labels, overloads.sum());
    }

    void writeBatches(Exposition page, String name) {
        page.sample(name, labels, batches.sum());
    }

    void writeBatchedRequests(Exposition page, String name) {
        page.sample(name, labels, batchedRequests.sum());
    }

    void writeCache(Exposition page, String name) {
        page.sample(name, labels + ",result=\"hit\"", cacheHits.sum());
        page.sample(name, labels + ",result=\"miss\"", cacheMisses.sum());
    }
}
