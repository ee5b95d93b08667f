package academy.ascent.reference.metrics;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** What is counted for the requests to one model version or route. */
public final class RequestMetrics {
    private static final int OK = 200;

    private final String labels;
    private final LongAdder succeeded = new LongAdder();
    private final Map<Integer, LongAdder> others = new ConcurrentSkipListMap<>();
    private final Histogram duration = Histogram.ofRequests();

    RequestMetrics(String labels) {
        this.labels = labels;
    }

    /** Counts an answered inference request, from its last byte in to its answer handed to the connection. */
    public void answered(int status, long nanos) {
        if (status == OK) {
            succeeded.increment();
        } else {
            others.computeIfAbsent(status, _ -> new LongAdder()).increment();
        }
        duration.record(nanos);
    }

    void writeCounts(Exposition page, String name) {
        page.sample(name, labels + ",status=\"" + OK + "\"", succeeded.sum());
        others.forEach((status, count) -> page.sample(name, labels + ",status=\"" + status + "\"", count.sum()));
    }

    void writeDuration(Exposition page, String name) {
        duration.write(page, name, labels);
    }
}
