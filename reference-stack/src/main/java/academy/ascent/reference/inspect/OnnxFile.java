package academy.ascent.reference.inspect;

import academy.ascent.reference.inspect.WireReader.Field;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What ONNX Runtime does not tell of a model's file: its operator sets and where it keeps weights outside of itself. It is
 * read before the runtime opens the file, and nothing but names is kept.
 *
 * <p>Source: the field numbers of {@code onnx.proto}.
 *
 * @param irVersion the version of the format, 0 if the file does not say
 * @param opsets the version by domain; {@code ai.onnx} is the default one
 * @param external the locations of weights, as the file writes them
 */
record OnnxFile(long irVersion, String producer, SequencedMap<String, Long> opsets, SequencedSet<String> external) {
    private static final int MOST_NAMES = 1000;

    /**
     * Reads a file's structure.
     *
     * @throws IOException if it is no ONNX model; the message says where
     */
    static OnnxFile read(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            Collector collector = new Collector();
            new WireReader(in).message(Files.size(file), collector::model);
            if (collector.opsets.isEmpty()) {
                throw new IOException("it declares no operator set, so it is no ONNX model");
            }
            return new OnnxFile(collector.irVersion, collector.producer, collector.opsets, collector.external);
        }
    }

    private static final class Collector {
        private final TreeMap<String, Long> opsets = new TreeMap<>();
        private final TreeSet<String> external = new TreeSet<>();
        private long irVersion;
        private String producer = "";
        private String domain = "";
        private long version;
        private String key = "";
        private String value = "";

        void model(int number, Field field) throws IOException {
            switch (number) {
                case 1 -> irVersion = field.number();
                case 2 -> producer = field.text();
                case 7 -> field.message(this::graph);
                case 8 -> {
                    domain = "";
                    version = 0;
                    field.message(this::opset);
                    full(opsets.size(), "operator sets");
                    opsets.put(domain.isEmpty() ? "ai.onnx" : domain, version);
                }
                case 20 -> field.message(this::training);
                case 25 -> field.message(this::function);
                default -> {}
            }
        }

        private void opset(int number, Field field) throws IOException {
            switch (number) {
                case 1 -> domain = field.text();
                case 2 -> version = field.number();
                default -> {}
            }
        }

        private void training(int number, Field field) throws IOException {
            if (number == 1 || number == 2) {
                field.message(this::graph);
            }
        }

        private void function(int number, Field field) throws IOException {
            switch (number) {
                case 7 -> field.message(this::node);
                case 11 -> field.message(this::attribute);
                default -> {}
            }
        }

        private void graph(int number, Field field) throws IOException {
            switch (number) {
                case 1 -> field.message(this::node);
                case 5 -> field.message(this::tensor);
                case 15 -> field.message(this::sparse);
                default -> {}
            }
        }

        private void node(int number, Field field) throws IOException {
            if (number == 5) {
                field.message(this::attribute);
            }
        }

        private void attribute(int number, Field field) throws IOException {
            switch (number) {
                case 5, 10 -> field.message(this::tensor);
                case 6, 11 -> field.message(this::graph);
                case 22, 23 -> field.message(this::sparse);
                default -> {}
            }
        }

        private void sparse(int number, Field field) throws IOException {
            if (number == 1 || number == 2) {
                field.message(this::tensor);
            }
        }

        private void tensor(int number, Field field) throws IOException {
            if (number == 13) {
                key = "";
                value = "";
                field.message(this::entry);
                if (key.equals("location")) {
                    full(external.size(), "files of external data");
                    external.add(value);
                }
            }
        }

        private void entry(int number, Field field) throws IOException {
            switch (number) {
                case 1 -> key = field.text();
                case 2 -> value = field.text();
                default -> {}
            }
        }

        private static void full(int size, String what) throws IOException {
            if (size >= MOST_NAMES) {
                throw new IOException("it names more than " + MOST_NAMES + " " + what);
            }
        }
    }
}
