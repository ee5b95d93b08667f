package academy.ascent.reference.gate;

import static java.nio.charset.StandardCharsets.UTF_8;

import academy.ascent.reference.config.InvalidConfig;
import academy.ascent.reference.json.Json;
import academy.ascent.reference.json.NotJson;
import academy.ascent.reference.protocol.InferRequest;
import academy.ascent.reference.protocol.InferRequestReader;
import academy.ascent.reference.protocol.RejectedRequest;
import academy.ascent.reference.protocol.Tensor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A recorded request with the outputs that are expected.
 *
 * @param outputs empty where none are recorded
 */
record GoldenCase(InferRequest request, List<Tensor> outputs, int line) {
    private static final int MOST_CASES = 10_000;
    private static final long LONGEST_FILE_BYTES = 64L << 20;

    /**
     * The cases of a file: in each line an object with {@code request}, an inference request, and {@code outputs}, the
     * tensors of its answer.
     *
     * @throws InvalidConfig if it is no such file; the message names the line
     */
    static List<GoldenCase> read(Path file) {
        List<GoldenCase> cases = new ArrayList<>();
        try {
            if (Files.size(file) > LONGEST_FILE_BYTES) {
                throw InvalidConfig.in(file, "is greater than 64 MiB; keep fewer cases");
            }
            try (BufferedReader lines = Files.newBufferedReader(file)) {
                int line = 0;
                for (String text = lines.readLine(); text != null; text = lines.readLine()) {
                    line++;
                    if (!text.isBlank()) {
                        cases.add(parse(file, line, text));
                    }
                }
            }
        } catch (IOException | UncheckedIOException e) {
            throw InvalidConfig.in(file, "cannot be read as UTF-8 text (" + e.getMessage() + ")");
        }
        if (cases.isEmpty() || cases.size() > MOST_CASES) {
            throw InvalidConfig.in(file, "holds " + cases.size() + " cases; it must hold 1 to " + MOST_CASES);
        }
        return cases;
    }

    private static GoldenCase parse(Path file, int line, String text) {
        try {
            Map<String, Object> object = Json.object(text.getBytes(UTF_8));
            if (!(object.get("request") instanceof Map<?, ?> request)) {
                throw new NotJson("there is no object \"request\"");
            }
            List<Tensor> outputs = object.get("outputs") instanceof List<?> tensors
                    // Outputs have the form of inputs, so they are read as such.
                    ? InferRequestReader.read(Json.bytes(Map.of("inputs", tensors)))
                            .inputs()
                    : List.of();
            return new GoldenCase(InferRequestReader.read(Json.bytes(request)), outputs, line);
        } catch (NotJson | RejectedRequest e) {
            throw InvalidConfig.at(
                    file, line, e.getMessage() + "; a case is {\"request\": {…}, \"outputs\": [{…}]} in one line");
        }
    }
}
