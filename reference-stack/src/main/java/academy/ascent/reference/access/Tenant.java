package academy.ascent.reference.access;

import academy.ascent.reference.access.Admission.Admitted;
import academy.ascent.reference.access.Admission.Exceeded;
import academy.ascent.reference.access.Admission.Forbidden;
import academy.ascent.reference.config.TenantConfig;
import academy.ascent.reference.config.TenantConfig.Rate;
import academy.ascent.reference.config.TenantConfig.Role;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** One tenant, with what it has used. */
final class Tenant {
    private final TenantConfig config;
    private final @Nullable QuotaWindow quota;
    private final @Nullable Bucket bucket;
    private final Admitted admission;
    private final LongAdder admitted;
    private final LongAdder overRate;
    private final LongAdder overQuota;

    Tenant(TenantConfig config, Clocks clocks) {
        this(config, clocks, new LongAdder(), new LongAdder(), new LongAdder(), null, null);
    }

    private Tenant(
            TenantConfig config,
            Clocks clocks,
            LongAdder admitted,
            LongAdder overRate,
            LongAdder overQuota,
            @Nullable QuotaWindow quota,
            @Nullable Bucket bucket) {
        this.config = config;
        this.admission = new Admitted(config.name());
        this.admitted = admitted;
        this.overRate = overRate;
        this.overQuota = overQuota;
        this.quota = quota != null
                ? quota
                : config.quota()
                        .map(limit -> new QuotaWindow(limit, clocks.calendar()))
                        .orElse(null);
        this.bucket = bucket != null
                ? bucket
                : config.rate().map(rate -> bucket(rate, clocks)).orElse(null);
    }

    private static Bucket bucket(Rate rate, Clocks clocks) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(rate.burst()).refillGreedy(rate.perSecond(), Duration.ofSeconds(1)))
                .withCustomTimePrecision(clocks)
                .build();
    }

    /** The same tenant as declared anew; what it has used of a rate or quota that is declared as before stays used. */
    Tenant as(TenantConfig other, Clocks clocks) {
        Bucket sameRate = config.rate().equals(other.rate()) ? bucket : null;
        QuotaWindow sameQuota = config.quota().equals(other.quota()) ? quota : null;
        return new Tenant(other, clocks, admitted, overRate, overQuota, sameQuota, sameRate);
    }

    /** Goes on from what the same tenant has used of another quota. */
    void goOnFrom(Tenant before) {
        if (quota != null && before.quota != null && quota != before.quota) {
            quota.resume(before.quota.start(), before.quota.used());
        }
    }

    /** Counts a request, unless it is one too many. */
    Admission admit(boolean administration) {
        if (administration && config.role() != Role.ADMIN) {
            return new Forbidden("tenant \"" + config.name() + "\" may not change what is served; ask somebody whose"
                    + " tenant has role: admin");
        }
        if (bucket != null) {
            ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
            if (!probe.isConsumed()) {
                overRate.increment();
                return new Exceeded(
                        "tenant \"" + config.name() + "\" asks more often than its rate of "
                                + config.rate().orElseThrow().perSecond() + " a second; slow down",
                        Duration.ofNanos(probe.getNanosToWaitForRefill()));
            }
        }
        if (quota != null && !quota.take()) {
            overQuota.increment();
            return new Exceeded(
                    "tenant \"" + config.name() + "\" has used its quota of " + quota.limit()
                            + " requests; it begins anew at " + quota.end(),
                    quota.left());
        }
        admitted.increment();
        return admission;
    }

    TenantConfig config() {
        return config;
    }

    Optional<QuotaWindow> quota() {
        return Optional.ofNullable(quota);
    }

    long admitted() {
        return admitted.sum();
    }

    long overRate() {
        return overRate.sum();
    }

    long overQuota() {
        return overQuota.sum();
    }
}
