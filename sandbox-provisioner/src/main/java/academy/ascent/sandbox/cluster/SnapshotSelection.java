package academy.ascent.sandbox.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** The objects of a snapshot: the smallest ones that fit together. What is left out is named. */
final class SnapshotSelection {
    /** What is held in memory, however much a learner has made. */
    private static final long MOST_PLAIN_BYTES = 16L << 20;

    /** Their names have to fit beside them. */
    private static final int MOST_NAMED = 300;

    private final int mostBytes;
    private final List<Part> parts = new ArrayList<>();
    private final List<String> leftOut = new ArrayList<>();
    private long plainBytes;

    /**
     * @param mostBytes of all together, packed
     */
    SnapshotSelection(int mostBytes) {
        this.mostBytes = mostBytes;
    }

    private record Part(int place, JsonNode object, int bytes) {}

    void add(JsonNode object) {
        int plain = object.toString().length();
        if (plainBytes + plain > MOST_PLAIN_BYTES) {
            leftOut.add(title(object));
            return;
        }
        plainBytes += plain;
        parts.add(new Part(parts.size(), object, packed(Stream.of(object)).length));
    }

    /** Whether nothing was added. */
    boolean isEmpty() {
        return parts.isEmpty() && leftOut.isEmpty();
    }

    /** What fits, in the order in which it was added, as zipped JSON. */
    byte[] packed() {
        return packed(fitting().sorted(Comparator.comparingInt(Part::place)).map(Part::object));
    }

    /** What does not fit, each told as {@link #title} does; of very much, how many more there are. */
    List<String> missing() {
        List<String> all = Stream.concat(
                        leftOut.stream(),
                        bySize().skip(fitting().count()).map(Part::object).map(SnapshotSelection::title))
                .toList();
        return all.size() <= MOST_NAMED
                ? all
                : Stream.concat(
                                all.stream().limit(MOST_NAMED),
                                Stream.of((all.size() - MOST_NAMED) + " objects that are not named here"))
                        .toList();
    }

    /** Each is packed by itself here, which takes more room than together. */
    private Stream<Part> fitting() {
        List<Part> fitting = new ArrayList<>();
        int bytes = 0;
        for (Part part : bySize().toList()) {
            bytes += part.bytes();
            if (bytes > mostBytes) {
                break;
            }
            fitting.add(part);
        }
        return fitting.stream();
    }

    private Stream<Part> bySize() {
        return parts.stream().sorted(Comparator.comparingInt(Part::bytes));
    }

    /** As kind and name, with the namespace where it has one. */
    static String title(JsonNode object) {
        JsonNode metadata = object.path("metadata");
        String namespace = metadata.path("namespace").asText();
        return object.path("kind").asText() + " " + (namespace.isEmpty() ? "" : namespace + "/")
                + metadata.path("name").asText();
    }

    private static byte[] packed(Stream<JsonNode> objects) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream zipped = new GZIPOutputStream(bytes)) {
            Serialization.jsonMapper().writeValue(zipped, objects.toList());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
