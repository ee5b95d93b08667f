package academy.ascent.grader.lab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A YAML mapping that is read strictly: by type, once, and with no key left over.
 *
 * <p>Every reading method throws {@link LabException}, which names the file, the line and the key.
 */
public final class Settings {
    private static final Set<Tag> PLAIN =
            Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.MAP, Tag.SEQ, Tag.TIMESTAMP);

    private final String file;
    private final String path;
    private final int line;
    private final Map<String, Node> entries;

    private Settings(String file, String path, int line, Map<String, Node> entries) {
        this.file = file;
        this.path = path;
        this.line = line;
        this.entries = entries;
    }

    static Settings of(String file, String path, Node node) {
        checkTag(file, path, node);
        if (!(node instanceof MappingNode mapping)) {
            throw problem(file, node, path, "must be a mapping (key: value)");
        }
        Map<String, Node> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                throw problem(file, tuple.getKeyNode(), path, "has a key that is not a word");
            }
            if (entries.putIfAbsent(key.getValue(), tuple.getValueNode()) != null) {
                throw problem(file, key, path, "has the key '" + key.getValue() + "' twice; remove one");
            }
        }
        return new Settings(file, path, lineOf(node), entries);
    }

    /** A mapping without any key, as a check without {@code with} has. */
    static Settings empty(String file, String path, int line) {
        return new Settings(file, path, line, Map.of());
    }

    /** Whether a key is present. */
    public boolean has(String key) {
        return entries.containsKey(key);
    }

    /** The keys, in the order of the file. */
    public List<String> keys() {
        return List.copyOf(entries.keySet());
    }

    /** Refuses every key but these; call it first. */
    public Settings allowing(String... keys) {
        Set<String> known = Set.of(keys);
        entries.forEach((key, value) -> {
            if (!known.contains(key)) {
                throw problem(
                        file,
                        value,
                        join(key),
                        "is not known here; remove it or use one of "
                                + String.join(", ", known.stream().sorted().toList()));
            }
        });
        return this;
    }

    /** A text that is not blank. */
    public String text(String key) {
        Node node = required(key);
        if (scalar(key, node).isBlank()) {
            throw problem(file, node, join(key), "is empty; give it a text");
        }
        return scalar(key, node).strip();
    }

    /** A whole number within bounds, both included. */
    public int integer(String key, int least, int most) {
        Node node = required(key);
        String text = scalar(key, node);
        if (text.matches("-?\\d{1,9}")) {
            int value = Integer.parseInt(text);
            if (value >= least && value <= most) {
                return value;
            }
        }
        throw problem(
                file, node, join(key), "is '" + clip(text) + "'; write a whole number from " + least + " to " + most);
    }

    /** A finite number that is not negative, such as {@code 1e-5}. */
    public double number(String key) {
        return parsed(key, "a number that is not negative, such as 1e-5", text -> {
            if (!text.matches("\\d{1,9}(\\.\\d{1,9})?([eE][-+]?\\d{1,2})?")) {
                return Optional.empty();
            }
            return Optional.of(Double.valueOf(text));
        });
    }

    /** True or false; absent means the fallback. */
    public boolean flag(String key, boolean fallback) {
        if (!has(key)) {
            return fallback;
        }
        return parsed(key, "true or false", text -> switch (text) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        });
    }

    /** A duration such as {@code 50ms}, {@code 10s} or {@code 1m}. */
    public Duration duration(String key) {
        return parsed(key, "a duration with its unit, such as 50ms, 10s or 1m", Quantities::duration);
    }

    /** A duration in whole milliseconds, neither shorter nor longer than these. */
    public Duration duration(String key, Duration least, Duration most) {
        Duration duration = duration(key);
        if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
            throw problem(key, "must be from " + least.toMillis() + "ms to " + most.toMillis() + "ms");
        }
        return duration;
    }

    /** Durations, such as {@code [0s, 1m]}. */
    public List<Duration> durations(String key) {
        List<Duration> durations = new ArrayList<>();
        for (String text : texts(key)) {
            durations.add(Quantities.duration(text)
                    .orElseThrow(() -> problem(
                            file,
                            required(key),
                            join(key),
                            "holds '" + clip(text) + "'; write durations with their unit, such as 0s or 5m")));
        }
        return durations;
    }

    /** A rate such as {@code 200/s}, in events a second. */
    public double rate(String key) {
        double rate = parsed(key, "a rate such as 200/s", Quantities::rate);
        if (rate <= 0) {
            throw problem(file, required(key), join(key), "must be more than zero");
        }
        return rate;
    }

    /** A percentage such as {@code 0.5%}, as a share between 0 and 1. */
    public double share(String key) {
        return parsed(key, "a percentage from 0% to 100%, such as 0.5%", Quantities::share);
    }

    /** How many times as much, such as {@code 1.5x}; more than zero. */
    public double multiple(String key) {
        double multiple = parsed(key, "how many times as much, such as 1.5x", Quantities::multiple);
        if (multiple <= 0) {
            throw problem(key, "must be more than zero");
        }
        return multiple;
    }

    /** A size such as {@code 512Mi}, in bytes. */
    public long bytes(String key) {
        return parsed(key, "a size such as 512Mi or 1Gi", Quantities::bytes);
    }

    /** A list of texts. */
    public List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        for (Node node : sequence(key)) {
            texts.add(scalar(key, node));
        }
        return texts;
    }

    /** A mapping. */
    public Settings mapping(String key) {
        return of(file, join(key), required(key));
    }

    /** A list of mappings. */
    public List<Settings> mappings(String key) {
        List<Settings> mappings = new ArrayList<>();
        for (Node node : sequence(key)) {
            mappings.add(of(file, join(key) + "[" + mappings.size() + "]", node));
        }
        return mappings;
    }

    /** What to throw when the value of a key cannot be used. */
    public LabException problem(String key, String message) {
        Node node = entries.get(key);
        return node == null
                ? new LabException(file + " line " + line + ": " + join(key) + " " + message)
                : problem(file, node, join(key), message);
    }

    int line() {
        return line;
    }

    String path() {
        return path;
    }

    private List<Node> sequence(String key) {
        Node node = required(key);
        checkTag(file, join(key), node);
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        throw problem(file, node, join(key), "must be a list, such as [a, b]");
    }

    private <T> T parsed(String key, String expected, Function<String, Optional<T>> parser) {
        Node node = required(key);
        String text = scalar(key, node);
        return parser.apply(text)
                .orElseThrow(() -> problem(file, node, join(key), "is '" + clip(text) + "'; write " + expected));
    }

    private Node required(String key) {
        Node node = entries.get(key);
        if (node == null) {
            throw new LabException(file + " line " + line + ": " + join(key) + " is missing; add it");
        }
        return node;
    }

    private String scalar(String key, Node node) {
        checkTag(file, join(key), node);
        if (node instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL)) {
            return scalar.getValue();
        }
        throw problem(file, node, join(key), "must be a single value");
    }

    private String join(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static void checkTag(String file, String path, Node node) {
        if (!PLAIN.contains(node.getTag())) {
            throw problem(file, node, path, "has the tag " + node.getTag() + "; labs use plain YAML, remove it");
        }
    }

    private static LabException problem(String file, Node node, String path, String message) {
        String subject = path.isEmpty() ? "the document" : path;
        return new LabException(file + " line " + lineOf(node) + ": " + subject + " " + message);
    }

    private static int lineOf(Node node) {
        return node.getStartMark().getLine() + 1;
    }

    private static String clip(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }
}
