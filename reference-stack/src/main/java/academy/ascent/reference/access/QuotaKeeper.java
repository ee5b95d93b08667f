package academy.ascent.reference.access;

import academy.ascent.reference.config.InvalidConfig;
import academy.ascent.reference.log.EventLog;
import academy.ascent.reference.metrics.Exposition;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Writes down each second what was used of quotas, so that a restart gives nobody a quota anew. */
final class QuotaKeeper {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final QuotaFile file;
    private final Supplier<Collection<Tenant>> tenants;
    private final EventLog log;
    private final Thread thread;
    private final CountDownLatch ended = new CountDownLatch(1);
    private List<QuotaFile.Entry> saved = List.of();
    private volatile boolean failing;

    private QuotaKeeper(QuotaFile file, Supplier<Collection<Tenant>> tenants, EventLog log) {
        this.file = file;
        this.tenants = tenants;
        this.log = log;
        this.thread = Thread.ofPlatform().daemon().name("quotas").unstarted(this::run);
    }

    /**
     * Goes on from what the folder holds, and keeps it there.
     *
     * @throws InvalidConfig if that cannot be read
     */
    static QuotaKeeper start(Path folder, Supplier<Collection<Tenant>> tenants, EventLog log) {
        QuotaFile file = new QuotaFile(folder);
        QuotaKeeper keeper = new QuotaKeeper(file, tenants, log);
        List<QuotaFile.Entry> used;
        try {
            used = file.read();
        } catch (IOException e) {
            throw InvalidConfig.in(folder, "access.state cannot be used (" + e + "); mend it or name another folder");
        }
        for (Tenant tenant : tenants.get()) {
            used.stream()
                    .filter(entry -> entry.tenant().equals(tenant.config().name()))
                    .forEach(entry -> tenant.quota().ifPresent(quota -> quota.resume(entry.start(), entry.used())));
        }
        keeper.thread.start();
        return keeper;
    }

    private void run() {
        try {
            while (!ended.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                save();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whatever the disk says, requests go on: a quota that is not written down still holds in memory. */
    synchronized void save() {
        List<QuotaFile.Entry> entries = tenants.get().stream()
                .flatMap(tenant -> tenant.quota().stream()
                        .map(quota -> new QuotaFile.Entry(tenant.config().name(), quota.start(), quota.used())))
                .toList();
        if (entries.equals(saved)) {
            return;
        }
        try {
            file.write(entries);
            saved = entries;
            failing = false;
        } catch (IOException e) {
            if (!failing) {
                log.event("quotas-not-saved", Map.of("file", file.path(), "cause", e));
            }
            failing = true;
        }
    }

    void write(Exposition page) {
        page.family("ascent_quota_state_failing", "gauge", "1 while what was used of quotas cannot be written down.");
        page.sample("ascent_quota_state_failing", "", failing ? 1 : 0);
    }

    void close() {
        ended.countDown();
        save();
    }
}
