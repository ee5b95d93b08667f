package academy.ascent.reference.inspect;

import academy.ascent.reference.json.Json;
import academy.ascent.reference.json.NotJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows that a model is to answer: {@code {"output": "p", "inputs": [{"name": "x", "width": 2}], "rows": [[1, 2]]}}. A row
 * holds the numbers of all inputs one after the other.
 */
final class Cases {
    private static final long LARGEST = 4 << 20;
    private final String output;
    private final Map<String, Integer> widths;
    private final List<double[]> rows;

    private Cases(String output, Map<String, Integer> widths, List<double[]> rows) {
        this.output = output;
        this.widths = widths;
        this.rows = rows;
    }

    /**
     * @throws NotJson if the file is not what is described above
     */
    static Cases read(Path file) throws IOException {
        if (Files.size(file) > LARGEST) {
            throw new NotJson("the cases have more than " + LARGEST + " bytes");
        }
        Map<String, Object> json = Json.object(Files.readAllBytes(file));
        Map<String, Integer> widths = new LinkedHashMap<>();
        int whole = 0;
        for (Object input : list(json.get("inputs"))) {
            if (!(input instanceof Map<?, ?> map
                    && map.get("name") instanceof String name
                    && map.get("width") instanceof Integer width
                    && width > 0
                    && width <= 1_000_000)) {
                throw new NotJson("an input of the cases needs a name and a width");
            }
            widths.put(name, width);
            whole += width;
        }
        if (!(json.get("output") instanceof String output)) {
            throw new NotJson("the cases name no output");
        }
        List<double[]> rows = new ArrayList<>();
        for (Object row : list(json.get("rows"))) {
            rows.add(numbers(list(row), whole));
        }
        return new Cases(output, widths, rows);
    }

    String output() {
        return output;
    }

    int count() {
        return rows.size();
    }

    Map<String, double[]> row(int index) {
        Map<String, double[]> row = new LinkedHashMap<>();
        int from = 0;
        for (Map.Entry<String, Integer> input : widths.entrySet()) {
            double[] numbers = new double[input.getValue()];
            System.arraycopy(rows.get(index), from, numbers, 0, numbers.length);
            row.put(input.getKey(), numbers);
            from += numbers.length;
        }
        return row;
    }

    private static double[] numbers(List<?> row, int width) {
        if (row.size() != width || !row.stream().allMatch(Number.class::isInstance)) {
            throw new NotJson("a row of the cases does not hold " + width + " numbers");
        }
        return row.stream()
                .mapToDouble(number -> ((Number) number).doubleValue())
                .toArray();
    }

    private static List<?> list(@org.jspecify.annotations.Nullable Object value) {
        if (value instanceof List<?> list) {
            return list;
        }
        throw new NotJson("the cases lack a list of inputs or rows");
    }
}
