package academy.ascent.reference.config;

import academy.ascent.reference.config.TenantConfig.Quota;
import academy.ascent.reference.config.TenantConfig.Rate;
import academy.ascent.reference.config.TenantConfig.Role;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads {@code tenants} and {@code access}. */
final class AccessSection {
    private static final int MOST = 999_999_999;
    private static final int MOST_TENANTS = 1000;

    private final Path folder;

    AccessSection(Path folder) {
        this.folder = folder;
    }

    AccessConfig read(Section root) {
        List<TenantConfig> tenants = tenants(root);
        Optional<Section> access = root.section("access", Set.of("open", "state"));
        if (access.isPresent() && tenants.isEmpty()) {
            throw root.fault("access", "access says how tenants come in; declare \"tenants\", or leave it out");
        }
        List<String> open = access.map(section -> section.texts("open")).orElse(List.of());
        for (String prefix : open) {
            if (!prefix.startsWith("/") || prefix.length() == 1 || prefix.endsWith("/")) {
                throw access.orElseThrow()
                        .fault("open", "open \"" + prefix + "\" must be an address such as /metrics or /drift");
            }
        }
        return new AccessConfig(
                tenants, open, access.flatMap(section -> section.text("state")).map(folder::resolve));
    }

    private static List<TenantConfig> tenants(Section root) {
        List<TenantConfig> tenants = new ArrayList<>();
        Set<String> names = new HashSet<>();
        Set<String> keys = new HashSet<>();
        for (Section section :
                root.sections("tenants", Set.of("name", "key-sha256", "key-from", "role", "rate", "quota"))) {
            TenantConfig tenant = tenant(section);
            if (!names.add(tenant.name())) {
                throw section.fault("name", "two tenants have the name \"" + tenant.name() + "\"");
            }
            for (String hash : tenant.keyHashes()) {
                if (!keys.add(hash)) {
                    throw section.fault("key-sha256", "two tenants have the same key; give each its own");
                }
            }
            tenants.add(tenant);
        }
        if (tenants.size() > MOST_TENANTS) {
            throw root.fault("tenants", "more than " + MOST_TENANTS + " tenants, each of which has its own metrics");
        }
        return List.copyOf(tenants);
    }

    private static TenantConfig tenant(Section section) {
        List<String> hashes = section.texts("key-sha256").stream()
                .map(hash -> hash.toLowerCase(Locale.ROOT))
                .toList();
        for (String hash : hashes) {
            if (!hash.matches("[0-9a-f]{64}")) {
                throw section.fault(
                        "key-sha256",
                        "a key-sha256 must be the SHA-256 hash of the key, 64 hexadecimal digits; make it with"
                                + " printf %s KEY | sha256sum");
            }
        }
        List<String> variables = section.texts("key-from");
        if (hashes.isEmpty() && variables.isEmpty()) {
            throw section.fault("name", "a tenant needs key-sha256 or key-from, a list of at least one key");
        }
        return new TenantConfig(
                ModelsSection.plainName(section, "name", section.requiredText("name")),
                hashes,
                variables,
                section.choice("role", Role.class, Role.USER),
                section.section("rate", Set.of("per-second", "burst")).map(AccessSection::rate),
                section.section("quota", Set.of("requests", "window")).map(AccessSection::quota),
                section.source());
    }

    private static Rate rate(Section section) {
        int perSecond = section.requiredNumber("per-second", 1, MOST);
        return new Rate(perSecond, section.wholeNumber("burst", 1, MOST, perSecond));
    }

    private static Quota quota(Section section) {
        return new Quota(
                section.requiredNumber("requests", 1, MOST),
                section.choice("window", Quota.Window.class, Quota.Window.DAY));
    }
}
