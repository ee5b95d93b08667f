package academy.ascent.reference;

import academy.ascent.reference.config.ModelConfig;
import academy.ascent.reference.log.EventLog;
import academy.ascent.reference.metrics.ModelMetrics;
import academy.ascent.reference.runtime.ModelEvents;
import java.util.Map;

/** Counts what happens in a model. */
record CountedEvents(ModelMetrics counters, ModelConfig model, EventLog log) implements ModelEvents {
    @Override
    public void loaded() {
        counters.loaded();
    }

    @Override
    public void inferred(long nanos, int rows) {
        counters.inferred(nanos, rows);
    }

    @Override
    public void usedCpu(long nanos) {
        counters.usedCpu(nanos);
    }

    @Override
    public void queued() {
        counters.queued();
    }

    @Override
    public void waited(long nanos) {
        counters.waited(nanos);
    }

    @Override
    public void overloaded() {
        counters.overloaded();
    }

    @Override
    public void batched(int requests) {
        counters.batched(requests);
    }

    @Override
    public void cached(boolean hit) {
        counters.cached(hit);
    }

    @Override
    public void batchMeasured(boolean cheaper, double nanosAlone, double nanosInBatch) {
        log.event(
                cheaper ? "batching-on" : "batching-off",
                Map.of(
                        "model",
                        model.name(),
                        "version",
                        model.version(),
                        "nanosPerRowAlone",
                        Math.round(nanosAlone),
                        "nanosPerRowInBatch",
                        Math.round(nanosInBatch)));
    }
}
