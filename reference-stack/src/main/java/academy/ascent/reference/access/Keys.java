package academy.ascent.reference.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import academy.ascent.reference.config.TenantConfig;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whose each key is. Only hashes of keys are held; they are found by their first bytes, which tell nothing of a key,
 * and compared in a time that does not depend on where they differ.
 */
final class Keys {
    private static final int SHORTEST = 16;

    @SuppressWarnings("ArrayRecordComponent") // nobody compares these
    private record Entry(byte[] hash, Tenant tenant) {}

    private final Map<Long, Entry> entries = new HashMap<>();

    /** The keys of all of these; {@code variables} are those of the environment. */
    static Keys of(Collection<Tenant> tenants, Map<String, String> variables) {
        Keys keys = new Keys();
        for (Tenant tenant : tenants) {
            TenantConfig config = tenant.config();
            config.keyHashes().forEach(hash -> keys.add(HexFormat.of().parseHex(hash), tenant, "key-sha256"));
            for (String variable : config.keyVariables()) {
                String key = variables.getOrDefault(variable, "").strip();
                if (key.length() < SHORTEST) {
                    throw config.source()
                            .fault(
                                    "key-from",
                                    "the environment variable " + variable + " must hold a key of at least " + SHORTEST
                                            + " characters; make one with openssl rand -hex 32");
                }
                keys.add(hash(key), tenant, "key-from");
            }
        }
        return keys;
    }

    private void add(byte[] hash, Tenant tenant, String configKey) {
        if (entries.putIfAbsent(start(hash), new Entry(hash, tenant)) != null) {
            throw tenant.config().source().fault(configKey, "this key is declared twice; give each tenant its own");
        }
    }

    @Nullable
    Tenant find(String key) {
        byte[] hash = hash(key);
        Entry entry = entries.get(start(hash));
        return entry != null && MessageDigest.isEqual(entry.hash(), hash) ? entry.tenant() : null;
    }

    private static long start(byte[] hash) {
        return ByteBuffer.wrap(hash).getLong();
    }

    private static byte[] hash(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
