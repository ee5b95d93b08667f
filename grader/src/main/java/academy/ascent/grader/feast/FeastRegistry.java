package academy.ascent.grader.feast;

import academy.ascent.grader.feast.FeatureView.Column;
import academy.ascent.grader.submission.Fault;
import academy.ascent.grader.submission.JsonText;
import academy.ascent.grader.submission.Reading;
import academy.ascent.grader.submission.Value;
import academy.ascent.grader.submission.Workspace;
import academy.ascent.grader.submission.YamlText;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What {@code feast registry-dump} prints, read without running any of the repository's code. */
public final class FeastRegistry {
    /** The entity of views that have none. */
    private static final String NO_ENTITY = "__dummy_id";

    private final String path;
    private final Map<String, FeatureView> views = new LinkedHashMap<>();
    private final List<Fault> faults = new ArrayList<>();

    private FeastRegistry(String path) {
        this.path = path;
    }

    /** Reads a registry; a view that cannot be read is a fault of it. */
    public static Reading<FeastRegistry> read(Workspace workspace, String path) {
        if (workspace.text(path, YamlText.MOST_BYTES) instanceof Reading.Read<String> text) {
            Optional<Fault> fault = JsonText.fault(path, text.value());
            if (fault.isPresent()) {
                return new Reading.Unusable<>(fault.get());
            }
        }
        return switch (YamlText.document(workspace, path)) {
            case Reading.Unusable<Value> unusable -> new Reading.Unusable<>(unusable.fault());
            case Reading.Read<Value> read -> {
                if (!read.value().get("featureViews").isList()) {
                    yield Reading.unusable(
                            path, 1, "has no list 'featureViews'; hand in what feast registry-dump prints.");
                }
                FeastRegistry registry = new FeastRegistry(path);
                read.value().get("featureViews").items().forEach(registry::view);
                yield new Reading.Read<>(registry);
            }
        };
    }

    public Optional<FeatureView> view(String name) {
        return Optional.ofNullable(views.get(name));
    }

    /** The names of the views that could be read. */
    public List<String> names() {
        return List.copyOf(views.keySet());
    }

    public List<Fault> faults() {
        return List.copyOf(faults);
    }

    private void view(Value view) {
        Value spec = view.get("spec");
        String name = spec.get("name").words();
        Value source = spec.get("batchSource");
        Optional<Duration> ttl = ttl(spec.get("ttl"));
        if (name.isEmpty()) {
            fault(spec, "a feature view has no spec.name.");
        } else if (source.get("timestampField").words().isEmpty()) {
            fault(source, "view " + name + " names no timestampField of its batch source; declare it.");
        } else if (ttl.isEmpty()) {
            fault(spec.get("ttl"), "view " + name + " has a ttl that is no duration such as 7200s.");
        } else if (views.containsKey(name)) {
            fault(spec, "view " + name + " stands twice.");
        } else {
            views.put(
                    name,
                    new FeatureView(
                            name,
                            spec.get("name").line(),
                            ttl.get(),
                            columns(spec.get("entityColumns")),
                            columns(spec.get("features")),
                            source.get("timestampField").words(),
                            source.get("createdTimestampColumn").text().filter(column -> !column.isEmpty()),
                            mapping(source.get("fieldMapping"))));
        }
    }

    private void fault(Value value, String message) {
        faults.add(new Fault(path, value.line(), message));
    }

    private static Optional<Duration> ttl(Value ttl) {
        if (ttl.isAbsent()) {
            return Optional.of(Duration.ZERO);
        }
        return ttl.text()
                .filter(text -> text.matches("\\d{1,10}(\\.\\d{1,9})?s"))
                .map(text -> new BigDecimal(text.substring(0, text.length() - 1)))
                .map(seconds -> Duration.ofNanos(seconds.movePointRight(9).longValue()));
    }

    private static List<Column> columns(Value list) {
        return list.items().stream()
                .map(item -> new Column(
                        item.get("name").words(), item.get("valueType").words()))
                .filter(column -> !column.name().equals(NO_ENTITY))
                .toList();
    }

    private static Map<String, String> mapping(Value mapping) {
        Map<String, String> names = new LinkedHashMap<>();
        mapping.entries().forEach((column, name) -> names.put(column, name.words()));
        return names;
    }
}
