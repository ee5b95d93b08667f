package academy.ascent.standins.stripe;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Form-encoded parameters by their full bracketed name, such as {@code line_items[0][quantity]}. */
record Form(Map<String, String> values) {

    Form {
        values = Map.copyOf(values);
    }

    /**
     * Decodes a body or a query.
     *
     * @throws ApiRefusal where it is not form-encoded
     */
    static Form decode(String encoded) {
        var values = new LinkedHashMap<String, String>();
        for (String pair : encoded.split("&")) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            values.put(unescape(name), unescape(value));
        }
        return new Form(values);
    }

    private static String unescape(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw ApiRefusal.invalid("Invalid request body: it is not form-encoded.");
        }
    }

    /** The value, or nothing where it is absent or empty (Stripe reads an empty value as "unset"). */
    Optional<String> optional(String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
    }

    String required(String name) {
        return optional(name)
                .orElseThrow(
                        () -> ApiRefusal.invalid("parameter_missing", name, "Missing required param: " + name + "."));
    }

    /** A whole number that is not negative. */
    long requiredWhole(String name) {
        return whole(name, required(name));
    }

    Optional<Long> optionalWhole(String name) {
        return optional(name).map(value -> whole(name, value));
    }

    private static long whole(String name, String value) {
        if (value.matches("\\d{1,12}")) {
            return Long.parseLong(value);
        }
        throw ApiRefusal.invalid("parameter_invalid_integer", name, "Invalid integer: " + value);
    }

    /** The entries {@code name[key]}, by key. */
    Map<String, String> map(String name) {
        var entries = new TreeMap<String, String>();
        var pattern = Pattern.compile(Pattern.quote(name) + "\\[([^\\[\\]]+)]");
        values.forEach((key, value) -> {
            var matcher = pattern.matcher(key);
            if (matcher.matches()) {
                entries.put(matcher.group(1), value);
            }
        });
        return entries;
    }

    /** How many entries {@code name[0]…}, {@code name[1]…} there are, counted from 0 without a gap. */
    int count(String name) {
        int count = 0;
        while (hasPrefix(name + "[" + count + "]")) {
            count++;
        }
        return count;
    }

    private boolean hasPrefix(String prefix) {
        return values.keySet().stream().anyMatch(key -> key.startsWith(prefix));
    }

    /** Refuses every name that the pattern does not cover, as Stripe does: a silently dropped parameter is a trap. */
    void allowOnly(Pattern known) {
        values.keySet().stream()
                .filter(name -> !known.matcher(name).matches())
                .sorted()
                .findFirst()
                .ifPresent(name -> {
                    throw ApiRefusal.invalid(
                            "parameter_unknown",
                            name,
                            "Received unknown parameter: " + name + " (unknown to this stand-in; see its README).");
                });
    }
}
