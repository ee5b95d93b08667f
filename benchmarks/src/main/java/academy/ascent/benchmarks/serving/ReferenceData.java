package academy.ascent.benchmarks.serving;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** What a drift monitor compares with: rows around those that are asked, so that it has as much to do as it would. */
final class ReferenceData {
    private static final int ROWS = 10_000;
    private static final double SPREAD = 0.1;

    private ReferenceData() {}

    /**
     * Writes 10,000 rows of a header, the features and the prediction, as CSV.
     *
     * @param golden the file {@code golden.json}
     * @param model the name of its answers in that file, of which the second value is the prediction
     */
    static void write(Path golden, String model, Path csv) {
        Random random = new Random(1);
        try {
            JsonNode file = new ObjectMapper().readTree(golden.toFile());
            JsonNode rows = file.get("rows");
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < rows.get(0).size(); i++) {
                text.append("features[").append(i).append("],");
            }
            text.append("prediction\n");
            for (int i = 0; i < ROWS; i++) {
                int row = i % rows.size();
                for (JsonNode value : rows.get(row)) {
                    text.append((float) (value.doubleValue() + SPREAD * random.nextGaussian()))
                            .append(',');
                }
                text.append(file.get(model).get(row).get(1).floatValue()).append('\n');
            }
            Files.writeString(csv, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
