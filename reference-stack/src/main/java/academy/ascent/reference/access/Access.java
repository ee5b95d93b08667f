package academy.ascent.reference.access;

import academy.ascent.reference.access.Admission.Unknown;
import academy.ascent.reference.config.AccessConfig;
import academy.ascent.reference.config.TenantConfig;
import academy.ascent.reference.log.EventLog;
import academy.ascent.reference.metrics.Exposition;
import academy.ascent.reference.metrics.MetricsSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/** Lets tenants in by their keys, within their rates and quotas; safe for use by several threads. */
public final class Access implements MetricsSource, AutoCloseable {
    private record Declared(Map<String, Tenant> tenants, Keys keys, List<String> open) {}

    private final Map<String, String> variables;
    private final Clocks clocks;
    private final LongAdder unknown = new LongAdder();
    private final Optional<QuotaKeeper> keeper;
    private volatile Declared declared;

    Access(AccessConfig config, Map<String, String> variables, Clocks clocks, EventLog log) {
        this.variables = Map.copyOf(variables);
        this.clocks = clocks;
        this.declared = declared(config, Map.of());
        this.keeper = config.state().map(folder -> QuotaKeeper.start(folder, this::tenants, log));
    }

    /**
     * The tenants as declared.
     *
     * @param variables of the environment, among which some keys are
     * @throws academy.ascent.reference.config.InvalidConfig if a key is missing or declared twice, or the state's
     *     folder cannot be used
     */
    public static Access of(AccessConfig config, Map<String, String> variables, EventLog log) {
        return new Access(config, variables, Clocks.SYSTEM, log);
    }

    /**
     * What lets another declaration take effect: what tenants have used stays used. The state's folder stays as it was.
     *
     * @throws academy.ascent.reference.config.InvalidConfig as {@link #of}; then nothing changes
     */
    public Runnable change(AccessConfig config) {
        Declared next = declared(config, declared.tenants());
        return () -> {
            Map<String, Tenant> before = declared.tenants();
            // Only now: what takes effect may have been prepared for minutes.
            next.tenants().forEach((name, tenant) -> {
                Tenant known = before.get(name);
                if (known != null) {
                    tenant.goOnFrom(known);
                }
            });
            declared = next;
        };
    }

    private Declared declared(AccessConfig config, Map<String, Tenant> before) {
        Map<String, Tenant> tenants = new LinkedHashMap<>();
        for (TenantConfig each : config.tenants()) {
            Tenant known = before.get(each.name());
            Tenant tenant = known == null ? new Tenant(each, clocks) : known.as(each, clocks);
            tenants.put(each.name(), tenant);
        }
        return new Declared(tenants, Keys.of(tenants.values(), variables), config.open());
    }

    /** Somebody on a new connection. */
    public Visitor visitor() {
        return new Visitor(this);
    }

    /** Whether the address may be looked at without a key. */
    public boolean isOpen(String path) {
        for (String prefix : declared.open()) {
            if (path.startsWith(prefix) && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/')) {
                return true;
            }
        }
        return false;
    }

    Keys keys() {
        return declared.keys();
    }

    Collection<Tenant> tenants() {
        return declared.tenants().values();
    }

    Unknown turnAway(boolean withKey) {
        unknown.increment();
        return new Unknown(
                withKey
                        ? "nobody has this key; check it, and that it is sent as \"Authorization: Bearer KEY\" or"
                                + " \"X-API-Key: KEY\""
                        : "this server needs a key; send \"Authorization: Bearer KEY\" or \"X-API-Key: KEY\"");
    }

    @Override
    public void write(Exposition page) {
        page.family("ascent_tenant_requests_total", "counter", "Requests with a tenant's key, by what came of it.");
        for (Tenant tenant : tenants()) {
            String label = label(tenant);
            page.sample("ascent_tenant_requests_total", label + ",outcome=\"admitted\"", tenant.admitted());
            page.sample("ascent_tenant_requests_total", label + ",outcome=\"over_rate\"", tenant.overRate());
            page.sample("ascent_tenant_requests_total", label + ",outcome=\"over_quota\"", tenant.overQuota());
        }
        page.family("ascent_tenant_quota_remaining", "gauge", "Requests left in the current day or month.");
        for (Tenant tenant : tenants()) {
            tenant.quota()
                    .ifPresent(quota ->
                            page.sample("ascent_tenant_quota_remaining", label(tenant), quota.limit() - quota.used()));
        }
        page.family("ascent_unknown_key_requests_total", "counter", "Requests without a key or with a wrong one.");
        page.sample("ascent_unknown_key_requests_total", "", unknown.sum());
        keeper.ifPresent(each -> each.write(page));
    }

    private static String label(Tenant tenant) {
        return "tenant=\"" + tenant.config().name() + "\"";
    }

    /** Keeps what was used. */
    @Override
    public void close() {
        keeper.ifPresent(QuotaKeeper::close);
    }
}
