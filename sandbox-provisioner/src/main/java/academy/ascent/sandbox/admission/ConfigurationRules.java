package academy.ascent.sandbox.admission;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The API server's validation of ConfigMaps and Secrets, which are read on the way. */
final class ConfigurationRules {
    private static final String OPAQUE = "Opaque";
    private static final int MOST_BYTES = 1 << 20;
    private static final String FIXED = "Forbidden: field is immutable when `immutable` is set";

    /** Types that only other parts of a cluster act on. */
    private static final Set<String> FOR_OTHERS =
            Set.of("kubernetes.io/service-account-token", "kubernetes.io/dockercfg", "kubernetes.io/dockerconfigjson");

    private final Findings findings;

    ConfigurationRules(Findings findings) {
        this.findings = findings;
    }

    /** Tells what is wrong, if anything is; the record is then worth nothing. */
    Configuration check(ConfigMap map, @Nullable Configuration before) {
        Map<String, String> data = encoded(WorkloadReader.orEmpty(map.getData()));
        Map<String, String> binary = decodable(WorkloadReader.orEmpty(map.getBinaryData()));
        keys("data", data);
        data.keySet().stream()
                .filter(binary::containsKey)
                .forEach(key -> findings.invalid("data[" + key + "]", key, "duplicate of key present in binaryData"));
        keys("binaryData", binary);
        if (!findings.any() && bytes(data) + bytes(binary) > MOST_BYTES) {
            tooLong("[]");
        }
        return replacing(
                before,
                new Configuration(
                        Configuration.Kind.CONFIG_MAP,
                        text(map.getMetadata().getName()),
                        "",
                        Boolean.TRUE.equals(map.getImmutable()),
                        data,
                        binary));
    }

    /** Tells what is wrong, if anything is; the record is then worth nothing. */
    Configuration check(Secret secret, @Nullable Configuration before) {
        Map<String, String> data = decodable(WorkloadReader.orEmpty(secret.getData()));
        data.putAll(encoded(WorkloadReader.orEmpty(secret.getStringData())));
        keys("data", data);
        if (!findings.any() && bytes(data) > MOST_BYTES) {
            tooLong("data");
        }
        String type = Optional.ofNullable(secret.getType())
                .filter(given -> !given.isEmpty())
                .orElse(OPAQUE);
        type(type, data);
        if (before != null && !before.type().equals(type)) {
            findings.invalid("type", type, "field is immutable");
        }
        return replacing(
                before,
                new Configuration(
                        Configuration.Kind.SECRET,
                        text(secret.getMetadata().getName()),
                        type,
                        Boolean.TRUE.equals(secret.getImmutable()),
                        data,
                        Map.of()));
    }

    private void tooLong(String field) {
        findings.add(field + ": Too long: may not be more than " + MOST_BYTES + " bytes");
    }

    private static Map<String, String> encoded(Map<String, String> texts) {
        Map<String, String> encoded = new LinkedHashMap<>();
        texts.forEach((key, value) ->
                encoded.put(key, Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8))));
        return encoded;
    }

    private Map<String, String> decodable(Map<String, String> given) {
        Map<String, String> decodable = new LinkedHashMap<>();
        given.forEach((key, value) -> {
            OptionalInt corrupt = GoBase64.corrupt(value);
            if (corrupt.isPresent()) {
                findings.add("illegal base64 data at input byte " + corrupt.getAsInt());
            } else {
                decodable.put(key, GoBase64.canonical(value));
            }
        });
        return decodable;
    }

    private static long bytes(Map<String, String> encoded) {
        return encoded.values().stream()
                .mapToLong(value -> Base64.getDecoder().decode(value).length)
                .sum();
    }

    private void keys(String field, Map<String, String> data) {
        data.keySet().forEach(key -> key(field + "[" + key + "]", key, findings));
    }

    static void key(String field, String key, Findings findings) {
        Names.CONFIG_KEY.check(field, key, findings);
        if (key.equals(".") || key.equals("..")) {
            findings.invalid(field, key, "must not be '" + key + "'");
        } else if (key.startsWith("..")) {
            findings.invalid(field, key, "must not start with '..'");
        }
    }

    private void type(String type, Map<String, String> data) {
        switch (type) {
            case "kubernetes.io/basic-auth" -> {
                if (!data.containsKey("username") && !data.containsKey("password")) {
                    present(data, "username", "password");
                }
            }
            case "kubernetes.io/ssh-auth" -> {
                if (Objects.requireNonNullElse(data.get("ssh-privatekey"), "").isEmpty()) {
                    findings.required("data[ssh-privatekey]");
                }
            }
            case "kubernetes.io/tls" -> present(data, "tls.crt", "tls.key");
            default -> {
                if (FOR_OTHERS.contains(type)) {
                    findings.notOffered("type", "use " + OPAQUE);
                }
            }
        }
    }

    private void present(Map<String, String> data, String... keys) {
        List.of(keys).stream()
                .filter(key -> !data.containsKey(key))
                .forEach(key -> findings.required("data[" + key + "]"));
    }

    private Configuration replacing(@Nullable Configuration before, Configuration after) {
        if (before != null && before.immutable()) {
            if (!after.immutable()) {
                findings.add("immutable: " + FIXED);
            }
            if (!after.data().equals(before.data())) {
                findings.add("data: " + FIXED);
            }
            if (!after.binaryData().equals(before.binaryData())) {
                findings.add("binaryData: " + FIXED);
            }
        }
        return after;
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
