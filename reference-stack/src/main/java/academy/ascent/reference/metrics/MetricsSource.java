package academy.ascent.reference.metrics;

/** Has something to tell on the page of metrics. */
public interface MetricsSource {
    /** Writes its families with their samples. */
    void write(Exposition page);
}
