package academy.ascent.reference.statistics;

import java.util.Map;
import java.util.TreeMap;
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
        Map<String, Long> counts = new TreeMap<>();
        long[] missing = {0};
        values.forEach(value -> {
            if (value == null) {
                missing[0]++;
            } else {
                counts.merge(value, 1L, Long::sum);
            }
        });
        return new CategoricalColumn(counts, missing[0]);
    }

    @Override
    public long size() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
