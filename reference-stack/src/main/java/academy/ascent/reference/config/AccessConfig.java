package academy.ascent.reference.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Who may use the server; everybody where there are no tenants.
 *
 * @param open address prefixes that may be looked at without a key
 * @param state the folder that keeps what is used of quotas over a restart
 */
public record AccessConfig(List<TenantConfig> tenants, List<String> open, Optional<Path> state) {}
