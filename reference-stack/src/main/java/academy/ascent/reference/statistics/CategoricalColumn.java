package academy.ascent.reference.statistics;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How often each category occurs.
 *
 * @param counts by category, each at least 1
 */
public record CategoricalColumn(Map<String, Long> counts, long missing) implements Column {
    public CategoricalColumn {
        counts = Map.copyOf(counts);
    }

    /** A column of these values, null where one is missing. */
    public static CategoricalColumn of(Stream<@Nullable String> values) {
        Map<String, long[]> counts = new HashMap<>();
        long[] missing = {0};
        values.forEach(value -> {
            if (value == null) {
                missing[0]++;
            } else {
                counts.computeIfAbsent(value, _ -> new long[1])[0]++;
            }
        });
        return new CategoricalColumn(
                counts.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue()[0])),
                missing[0]);
    }

    @Override
    public long size() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
