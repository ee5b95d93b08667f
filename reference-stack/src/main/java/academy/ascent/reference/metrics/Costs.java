package academy.ascent.reference.metrics;

import java.util.Collection;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * What predictions cost by a price table. A prediction is one row inferred. It costs its model's CPU time, and an equal
 * part with all other predictions of what no model took: the rest of the process's CPU time, and its memory.
 */
public final class Costs implements MetricsSource {
    private static final double SECONDS_PER_HOUR = 3600;
    private static final double GIB = 1L << 30;

    private final double perCpuSecond;
    private final double perGibSecond;
    private final String currency;
    private final Metrics metrics;
    private final DoubleSupplier cpuSeconds;
    private final LongSupplier residentBytes;
    private final LongSupplier nanoTime;
    private double gibSeconds;
    private double lastGib;
    private long lastNanos;

    /** Costs of this process from now on, in prices an hour. */
    public Costs(double perCpuHour, double perGibHour, String currency, Metrics metrics) {
        this(
                perCpuHour,
                perGibHour,
                currency,
                metrics,
                ProcessMetrics::cpuSeconds,
                ProcessMetrics::residentBytes,
                System::nanoTime);
    }

    Costs(
            double perCpuHour,
            double perGibHour,
            String currency,
            Metrics metrics,
            DoubleSupplier cpuSeconds,
            LongSupplier residentBytes,
            LongSupplier nanoTime) {
        this.perCpuSecond = perCpuHour / SECONDS_PER_HOUR;
        this.perGibSecond = perGibHour / SECONDS_PER_HOUR;
        this.currency = Exposition.label("currency", currency);
        this.metrics = metrics;
        this.cpuSeconds = cpuSeconds;
        this.residentBytes = residentBytes;
        this.nanoTime = nanoTime;
        lastGib = residentBytes.getAsLong() / GIB;
        lastNanos = nanoTime.getAsLong();
    }

    @Override
    public synchronized void write(Exposition page) {
        addMemory();
        double cpu = cpuSeconds.getAsDouble();
        page.family("ascent_cost_total", "counter", "What the process cost since its start.");
        page.sample("ascent_cost_total", "resource=\"cpu\"," + currency, cpu * perCpuSecond);
        page.sample("ascent_cost_total", "resource=\"memory\"," + currency, gibSeconds * perGibSecond);
        page.family(
                "ascent_cost_per_prediction",
                "gauge",
                "Cost of one row since the start: its model's CPU time and its part of all that no model took.");
        Collection<ModelMetrics> models = metrics.models();
        long rows = models.stream().mapToLong(ModelMetrics::rows).sum();
        double byModels = models.stream().mapToDouble(ModelMetrics::cpuSeconds).sum();
        double shared = Math.max(0, cpu - byModels) * perCpuSecond + gibSeconds * perGibSecond;
        for (ModelMetrics model : models) {
            if (model.rows() > 0) {
                double own = model.cpuSeconds() * perCpuSecond / model.rows();
                page.sample("ascent_cost_per_prediction", model.labels() + "," + currency, own + shared / rows);
            }
        }
    }

    /** Between two looks, memory is taken to have grown evenly. */
    private void addMemory() {
        long now = nanoTime.getAsLong();
        double gib = residentBytes.getAsLong() / GIB;
        gibSeconds += (gib + lastGib) / 2 * ((now - lastNanos) / 1e9);
        lastGib = gib;
        lastNanos = now;
    }
}
