package academy.ascent.reference;

import academy.ascent.reference.access.Access;
import academy.ascent.reference.config.AccessConfig;
import academy.ascent.reference.config.ModelConfig;
import academy.ascent.reference.config.PricesConfig;
import academy.ascent.reference.config.ServingConfig;
import academy.ascent.reference.config.TracingConfig;
import academy.ascent.reference.http.HttpServer;
import academy.ascent.reference.log.AccessLog;
import academy.ascent.reference.log.EventLog;
import academy.ascent.reference.metrics.Costs;
import academy.ascent.reference.metrics.Exposition;
import academy.ascent.reference.metrics.Metrics;
import academy.ascent.reference.metrics.MetricsSource;
import academy.ascent.reference.metrics.ProcessMetrics;
import academy.ascent.reference.protocol.Predictors;
import academy.ascent.reference.runtime.CpuSampling;
import academy.ascent.reference.tracing.OtlpTracing;
import academy.ascent.reference.tracing.Tracing;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Who may come in, and what is told of it: tenants, traces, the access log, and what it all costs. */
final class Operations implements Feature {
    private final HttpServer server;
    private final Metrics metrics;
    private final EventLog log;
    private final Environment environment;
    private final @Nullable AccessLog accessLog;
    private volatile @Nullable Access access;
    private volatile @Nullable OtlpTracing tracing;
    private Optional<TracingConfig> traced = Optional.empty();
    private Optional<PricesConfig> priced = Optional.empty();
    private @Nullable MetricsSource costs;

    private Operations(HttpServer server, Metrics metrics, EventLog log, Environment environment) {
        this.server = server;
        this.metrics = metrics;
        this.log = log;
        this.environment = environment;
        this.accessLog = environment.accessLog() ? new AccessLog(System.out) : null;
    }

    static Operations start(HttpServer server, Metrics metrics, EventLog log, Environment environment) {
        Operations operations = new Operations(server, metrics, log, environment);
        metrics.add(new ProcessMetrics());
        if (operations.accessLog != null) {
            server.logTo(operations.accessLog);
            metrics.add(page -> writeDropped(page, operations.accessLog));
        }
        CpuSampling.beginSoon();
        return operations;
    }

    private static void writeDropped(Exposition page, AccessLog log) {
        page.family("ascent_access_log_dropped_total", "counter", "Lines that the output was too slow for.");
        page.sample("ascent_access_log_dropped_total", "", log.dropped());
    }

    /** Who is let in now; everybody where it is null. */
    @Nullable
    Access access() {
        return access;
    }

    /** Where requests are traced now; nowhere where it is null. */
    @Nullable
    Tracing tracing() {
        return tracing;
    }

    /** Where answered requests are logged, if they are. */
    @Nullable
    AccessLog accessLog() {
        return accessLog;
    }

    @Override
    public Change prepare(ServingConfig config, Predictors next, Predicate<ModelConfig> isFresh) {
        Runnable admission = admission(config.access());
        Optional<TracingConfig> wanted = TracingConfig.of(config.tracing(), environment.variables());
        return () -> {
            admission.run();
            trace(wanted);
            price(config.prices());
        };
    }

    private Runnable admission(AccessConfig config) {
        Access known = access;
        if (known != null && !config.tenants().isEmpty()) {
            return known.change(config);
        }
        if (known == null && config.tenants().isEmpty()) {
            return () -> {};
        }
        Access next = known == null ? Access.of(config, environment.variables(), log) : null;
        return () -> admitBy(next);
    }

    private void admitBy(@Nullable Access next) {
        Access before = access;
        if (before != null) {
            metrics.remove(before);
            before.close();
        }
        if (next != null) {
            metrics.add(next);
        }
        access = next;
        server.admitBy(next);
    }

    private void trace(Optional<TracingConfig> wanted) {
        if (wanted.equals(traced)) {
            return;
        }
        OtlpTracing before = tracing;
        OtlpTracing next = wanted.map(OtlpTracing::start).orElse(null);
        server.traceTo(next);
        tracing = next;
        if (next != null) {
            metrics.add(next);
        }
        if (before != null) {
            metrics.remove(before);
            before.close();
        }
        traced = wanted;
    }

    private void price(Optional<PricesConfig> wanted) {
        if (wanted.equals(priced)) {
            return;
        }
        if (costs != null) {
            metrics.remove(costs);
        }
        costs = wanted.map(prices -> new Costs(prices.cpuHour(), prices.gibHour(), prices.currency(), metrics))
                .orElse(null);
        if (costs != null) {
            metrics.add(costs);
        }
        priced = wanted;
    }

    @Override
    public void close() {
        Access last = access;
        if (last != null) {
            last.close();
        }
        OtlpTracing traces = tracing;
        if (traces != null) {
            traces.close();
        }
        if (accessLog != null) {
            accessLog.close();
        }
    }
}
