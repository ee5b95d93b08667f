package academy.ascent.reference.inspect;

import academy.ascent.reference.json.Json;
import academy.ascent.reference.json.NotJson;
import academy.ascent.reference.runtime.InspectedModel;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code inspect MODEL.onnx [CASES.json]}: one line of JSON about a model, or about why it cannot be opened, and one line
 * more for each case. A line has at most 4,000 bytes.
 */
public final class InspectCommand {
    /** How it is called. */
    public static final String USAGE = "inspect MODEL.onnx [CASES.json]";

    private static final int DONE = 0;
    private static final int REFUSED = 1;
    private static final int WRONG_CALL = 2;
    private static final int LONGEST_LINE = 4000;
    private static final int LONGEST_ERROR = 600;
    private static final long LARGEST_FILE = Integer.MAX_VALUE;

    private final PrintStream out;

    private InspectCommand(PrintStream out) {
        this.out = out;
    }

    /** Prints what the model is; 0 if it can be opened and takes every case, 1 if not, 2 if it is called wrongly. */
    public static int run(List<String> arguments, PrintStream out, PrintStream err) {
        if (arguments.isEmpty() || arguments.size() > 2) {
            err.println("usage: " + USAGE);
            return WRONG_CALL;
        }
        Optional<Path> cases = arguments.size() == 2 ? Optional.of(Path.of(arguments.get(1))) : Optional.empty();
        return new InspectCommand(out).inspect(Path.of(arguments.getFirst()), cases);
    }

    private int inspect(Path file, Optional<Path> cases) {
        try {
            long bytes = size(file);
            OnnxFile structure = OnnxFile.read(file);
            for (String location : structure.external()) {
                checkExternal(file, location);
            }
            try (InspectedModel model = InspectedModel.open(file)) {
                print(described(bytes, structure, model));
                return cases.isEmpty() || answer(model, Cases.read(cases.get())) ? DONE : REFUSED;
            }
        } catch (IOException | InspectedModel.Refusal | NotJson e) {
            return refused(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            return refused("opening it broke: " + e);
        }
    }

    private static long size(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException("there is no plain file " + file.getFileName());
        }
        long bytes = Files.size(file);
        if (bytes > LARGEST_FILE) {
            throw new IOException("the file has " + bytes + " bytes, and the format holds at most " + LARGEST_FILE
                    + " in one file; keep the weights as external data beside it");
        }
        return bytes;
    }

    private static void checkExternal(Path file, String location) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || location.isEmpty() || location.indexOf('\0') >= 0) {
            throw new IOException("it names no usable place of its external data");
        }
        Path data = folder.resolve(location);
        boolean climbs = Path.of(location).isAbsolute() || !data.normalize().startsWith(folder.normalize());
        if (climbs || location.indexOf('\\') >= 0) {
            throw new IOException("its external data '" + location + "' lies outside the model's folder");
        }
        if (!Files.isRegularFile(data) || !data.toRealPath().startsWith(folder.toRealPath())) {
            throw new IOException("its external data '" + location + "' is not there as a plain file of its folder");
        }
    }

    private static Map<String, Object> described(long bytes, OnnxFile structure, InspectedModel model) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("inspection", "opened");
        line.put("bytes", bytes);
        line.put("ir", structure.irVersion());
        line.put("producer", structure.producer());
        line.put("opsets", structure.opsets());
        line.put("external", List.copyOf(structure.external()));
        line.put("inputs", nodes(model.inputs()));
        line.put("outputs", nodes(model.outputs()));
        return line;
    }

    private static List<Map<String, Object>> nodes(List<InspectedModel.Node> nodes) {
        return nodes.stream()
                .map(node ->
                        Map.<String, Object>of("name", node.name(), "datatype", node.datatype(), "shape", node.shape()))
                .toList();
    }

    private boolean answer(InspectedModel model, Cases cases) {
        for (int i = 0; i < cases.count(); i++) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("case", i);
            try {
                line.put("values", model.answer(cases.row(i), cases.output()));
            } catch (InspectedModel.Refusal e) {
                line.put("error", clipped(String.valueOf(e.getMessage())));
                print(line);
                return false;
            }
            print(line);
        }
        return true;
    }

    private int refused(String why) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("inspection", "refused");
        line.put("error", clipped(why));
        print(line);
        return REFUSED;
    }

    private void print(Map<String, Object> line) {
        byte[] bytes = Json.bytes(line);
        if (bytes.length > LONGEST_LINE) {
            Object first = line.entrySet().iterator().next().getValue();
            Map<String, Object> instead = new LinkedHashMap<>();
            if (line.containsKey("case")) {
                instead.put("case", first);
            } else {
                instead.put("inspection", "refused");
            }
            instead.put("error", "what there is to say has " + bytes.length + " bytes, more than " + LONGEST_LINE);
            bytes = Json.bytes(instead);
        }
        out.println(new String(bytes, StandardCharsets.UTF_8));
        out.flush();
    }

    private static String clipped(String text) {
        return text.length() <= LONGEST_ERROR ? text : text.substring(0, LONGEST_ERROR) + "…";
    }
}
