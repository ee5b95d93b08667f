package academy.ascent.reference.config;

import java.util.List;
import java.util.Optional;

/**
 * Somebody who may use the server with a key.
 *
 * @param keyHashes the SHA-256 hashes of the keys, in lower-case hexadecimal
 * @param keyVariables the environment variables that hold keys
 * @param source where each part of it was declared
 */
public record TenantConfig(
        String name,
        List<String> keyHashes,
        List<String> keyVariables,
        Role role,
        Optional<Rate> rate,
        Optional<Quota> quota,
        Source source) {
    /** What a tenant may do. */
    public enum Role {
        /** Ask for predictions, and look. */
        USER,
        /** Change what is served, too. */
        ADMIN
    }

    /**
     * How fast a tenant may ask.
     *
     * @param perSecond requests a second in the long run
     * @param burst requests at once
     */
    public record Rate(int perSecond, int burst) {}

    /** How many requests a tenant may make in each calendar day or month, in UTC. */
    public record Quota(int requests, Window window) {
        /** What the quota is for. */
        public enum Window {
            DAY,
            MONTH
        }
    }
}
