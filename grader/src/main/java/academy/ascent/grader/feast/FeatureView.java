package academy.ascent.grader.feast;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A feature view as it was declared.
 *
 * @param line where it begins in the registry
 * @param ttl how old a row may be at most; zero for any age
 * @param keys the join keys, with their types
 * @param features in the order of the declaration
 * @param time the source's column of event times
 * @param created the source's column that says when a row was written
 * @param mapping from the source's columns to the view's names
 */
public record FeatureView(
        String name,
        int line,
        Duration ttl,
        List<Column> keys,
        List<Column> features,
        String time,
        Optional<String> created,
        Map<String, String> mapping) {

    /**
     * A column of a view.
     *
     * @param type Feast's word for it, such as INT64
     */
    public record Column(String name, String type) {}

    public FeatureView {
        keys = List.copyOf(keys);
        features = List.copyOf(features);
        mapping = Map.copyOf(mapping);
    }

    /** What the source calls a column of the view. */
    public String sourceColumn(String name) {
        return mapping.entrySet().stream()
                .filter(entry -> entry.getValue().equals(name))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(name);
    }
}
