package academy.ascent.grader.check;

import academy.ascent.grader.load.Sample;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Requests and answers of the Open Inference Protocol v2, as JSON. */
final class Tensors {
    private static final JsonMapper MAPPER = new JsonMapper();

    private Tensors() {}

    /** What an answer says. */
    sealed interface Answer {}

    record Values(double[] numbers) implements Answer {}

    /**
     * @param why for a person, without anything of the input
     */
    record Unusable(String why) implements Answer {}

    /**
     * One row, one FP32 tensor of shape [1,1] a column, by name.
     *
     * @param parameters of the request, such as who asks
     */
    static String request(List<String> columns, float[] row, Map<String, String> parameters) {
        return request(columns, List.of(row), parameters);
    }

    /** Several rows, one FP32 tensor of shape [rows,1] a column, by name. */
    static String request(List<String> columns, List<float[]> rows) {
        return request(columns, rows, Map.of());
    }

    private static String request(List<String> columns, List<float[]> rows, Map<String, String> parameters) {
        ObjectNode request = MAPPER.createObjectNode();
        if (!parameters.isEmpty()) {
            ObjectNode told = request.putObject("parameters");
            parameters.forEach(told::put);
        }
        ArrayNode inputs = request.putArray("inputs");
        for (int i = 0; i < columns.size(); i++) {
            ObjectNode tensor = inputs.addObject();
            tensor.put("name", columns.get(i));
            tensor.putArray("shape").add(rows.size()).add(1);
            tensor.put("datatype", "FP32");
            ArrayNode data = tensor.putArray("data");
            for (float[] row : rows) {
                data.add(row[i]);
            }
        }
        return request.toString();
    }

    static Answer read(Sample sample, String output) {
        if (!sample.answered()) {
            String status =
                    sample.status() == 0 ? "" : " (" + sample.status() + ": " + Words.clip(sample.body(), 200) + ")";
            return new Unusable("a request was " + sample.outcome().words() + status);
        }
        try {
            return tensor(MAPPER.readTree(sample.body()), output);
        } catch (JsonProcessingException e) {
            return new Unusable("the answer is not JSON");
        }
    }

    /** The largest absolute difference; infinite where the lengths differ or a number is not one. */
    static double distance(double[] left, double[] right) {
        if (left.length != right.length) {
            return Double.POSITIVE_INFINITY;
        }
        double worst = 0;
        for (int i = 0; i < left.length; i++) {
            double difference = Math.abs(left[i] - right[i]);
            worst = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(worst, difference);
        }
        return worst;
    }

    private static Answer tensor(JsonNode answer, String output) {
        if (answer.hasNonNull("error")) {
            return new Unusable("status 200, but the answer says error: "
                    + Words.clip(answer.get("error").asText(), 200));
        }
        List<String> names = new ArrayList<>();
        for (JsonNode tensor : answer.path("outputs")) {
            if (tensor.path("name").asText().equals(output)) {
                return numbers(tensor.path("data"), output);
            }
            names.add(tensor.path("name").asText());
        }
        return new Unusable("the answer has no output '" + output + "'"
                + (names.isEmpty() ? "" : ", only " + String.join(", ", names)));
    }

    private static Answer numbers(JsonNode data, String output) {
        List<Double> numbers = new ArrayList<>();
        if (!data.isArray() || !flatten(data, numbers)) {
            return new Unusable("the output '" + output + "' holds something that is no number");
        }
        return new Values(numbers.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static boolean flatten(JsonNode data, List<Double> numbers) {
        for (JsonNode item : data) {
            if (item.isNumber()) {
                numbers.add(item.asDouble());
            } else if (!item.isArray() || !flatten(item, numbers)) {
                return false;
            }
        }
        return true;
    }
}
