package academy.ascent.reference.metrics;

import java.lang.ProcessHandle.Info;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** All that the server counts. */
public final class Metrics {
    private final Map<String, RequestMetrics> requests = new ConcurrentSkipListMap<>();
    private final Map<String, ModelMetrics> models = new ConcurrentSkipListMap<>();
    private final List<MetricsSource> sources = new CopyOnWriteArrayList<>();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final double startSeconds;

    /** Metrics of this process. */
    public Metrics() {
        Info process = ProcessHandle.current().info();
        startSeconds = process.startInstant().orElseGet(Instant::now).toEpochMilli() / 1e3;
    }

    /** The counters of the requests to one predictor, the same ones each time. */
    public RequestMetrics requests(String name, String version) {
        return requests.computeIfAbsent(labels(name, version), RequestMetrics::new);
    }

    /** The counters of one version of a model, the same ones each time. */
    public ModelMetrics model(String name, String version) {
        return models.computeIfAbsent(labels(name, version), ModelMetrics::new);
    }

    private static String labels(String name, String version) {
        return "model=\"" + name + "\",version=\"" + version + "\"";
    }

    Collection<ModelMetrics> models() {
        return models.values();
    }

    /** Lets one more tell on the page. */
    public void add(MetricsSource source) {
        sources.add(source);
    }

    /** Lets it tell no more. */
    public void remove(MetricsSource source) {
        sources.remove(source);
    }

    /** How many inference requests are being worked on or wait for it. */
    public AtomicInteger inFlight() {
        return inFlight;
    }

    /** The page that Prometheus scrapes. */
    public String page() {
        Exposition page = new Exposition();
        writeRequests(page);
        writeModels(page);
        page.family("ascent_infer_requests_in_flight", "gauge", "Inference requests being worked on or waiting.");
        page.sample("ascent_infer_requests_in_flight", "", inFlight.get());
        page.family("process_start_time_seconds", "gauge", "Start of the process since the Unix epoch.");
        page.sample("process_start_time_seconds", "", startSeconds);
        sources.forEach(source -> source.write(page));
        return page.toString();
    }

    private void writeRequests(Exposition page) {
        Collection<RequestMetrics> all = requests.values();
        page.family("ascent_infer_requests_total", "counter", "Inference requests answered.");
        all.forEach(counters -> counters.writeCounts(page, "ascent_infer_requests_total"));
        page.family(
                "ascent_infer_request_duration_seconds",
                "histogram",
                "From the request's last byte in to its answer out, waiting included.");
        all.forEach(counters -> counters.writeDuration(page, "ascent_infer_request_duration_seconds"));
    }

    private void writeModels(Exposition page) {
        family(page, "inference_duration_seconds", "histogram", "The model's own run.", ModelMetrics::writeInferences);
        family(page, "inferred_rows_total", "counter", "Rows inferred.", ModelMetrics::writeRows);
        family(
                page,
                "model_cpu_seconds_total",
                "counter",
                "CPU time of the model's runs: measured at the first 64 and then at 1 in 64, and scaled.",
                ModelMetrics::writeCpu);
        family(page, "queue_depth", "gauge", "Requests that wait for the model.", ModelMetrics::writeQueueDepth);
        family(page, "queue_duration_seconds", "histogram", "Waiting for the model.", ModelMetrics::writeWaits);
        family(
                page,
                "queue_refusals_total",
                "counter",
                "Turned away by queue or time-out.",
                ModelMetrics::writeOverloads);
        family(page, "batches_total", "counter", "Inferences of several requests.", ModelMetrics::writeBatches);
        family(page, "batched_requests_total", "counter", "Requests in those.", ModelMetrics::writeBatchedRequests);
        family(page, "cache_requests_total", "counter", "Looks into the response cache.", ModelMetrics::writeCache);
        family(page, "model_loads_total", "counter", "Sessions opened.", ModelMetrics::writeLoads);
    }

    private void family(Exposition page, String name, String type, String help, Samples samples) {
        page.family("ascent_" + name, type, help);
        models.values().forEach(model -> samples.write(model, page, "ascent_" + name));
    }

    private interface Samples {
        void write(ModelMetrics model, Exposition page, String name);
    }
}
