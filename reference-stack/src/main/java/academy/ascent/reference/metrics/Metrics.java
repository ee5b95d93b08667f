package academy.ascent.reference.metrics;

import java.lang.ProcessHandle.Info;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** All that the server counts. */
public final class Metrics {
    private final List<ModelMetrics> models = new CopyOnWriteArrayList<>();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final double startSeconds;

    /** Metrics of this process. */
    public Metrics() {
        Info process = ProcessHandle.current().info();
        startSeconds = process.startInstant().orElseGet(Instant::now).toEpochMilli() / 1e3;
    }

    /** The metrics of one more model. */
    public ModelMetrics model(String name, String version) {
        ModelMetrics model = new ModelMetrics(name, version);
        models.add(model);
        return model;
    }

    /** How many inference requests are being worked on or wait for it. */
    public AtomicInteger inFlight() {
        return inFlight;
    }

    /** The page that Prometheus scrapes. */
    public String page() {
        Exposition page = new Exposition();
        family(
                page,
                "ascent_infer_requests_total",
                "counter",
                "Inference requests answered.",
                ModelMetrics::writeRequests);
        family(
                page,
                "ascent_infer_request_duration_seconds",
                "histogram",
                "From the request's last byte in to its answer out, waiting included.",
                ModelMetrics::writeRequestDuration);
        family(
                page,
                "ascent_inference_duration_seconds",
                "histogram",
                "The model's own run.",
                ModelMetrics::writeInferenceDuration);
        family(page, "ascent_model_loads_total", "counter", "Sessions opened.", ModelMetrics::writeLoads);
        page.family("ascent_infer_requests_in_flight", "gauge", "Inference requests being worked on or waiting.");
        page.sample("ascent_infer_requests_in_flight", "", inFlight.get());
        page.family("process_start_time_seconds", "gauge", "Start of the process since the Unix epoch.");
        page.sample("process_start_time_seconds", "", startSeconds);
        return page.toString();
    }

    private void family(Exposition page, String name, String type, String help, Samples samples) {
        page.family(name, type, help);
        for (ModelMetrics model : models) {
            samples.write(model, page, name);
        }
    }

    private interface Samples {
        void write(ModelMetrics model, Exposition page, String name);
    }
}
