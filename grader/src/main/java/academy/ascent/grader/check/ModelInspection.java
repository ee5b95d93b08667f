package academy.ascent.grader.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the sandboxed child said about a model. */
sealed interface ModelInspection {

    /**
     * @param bytes of the file without its external data
     * @param answers the output's numbers of each case that was answered
     * @param stopped why the cases after these were not answered
     */
    record Opened(
            long bytes,
            Map<String, Long> opsets,
            List<String> external,
            List<ModelSettings.Node> inputs,
            List<ModelSettings.Node> outputs,
            List<double[]> answers,
            Optional<String> stopped)
            implements ModelInspection {}

    /**
     * @param why in the runtime's or the inspector's words
     */
    record Refused(String why) implements ModelInspection {}

    /**
     * Reads what the child has written so far.
     *
     * @param cases how many answers must follow
     * @return nothing while it is not complete
     */
    static Optional<ModelInspection> read(List<String> log, int cases) {
        int start = 0;
        while (start < log.size() && !log.get(start).startsWith("{\"inspection\":")) {
            start++;
        }
        if (start == log.size()) {
            return Optional.empty();
        }
        JsonNode first = json(log.get(start));
        if (!first.path("inspection").asText().equals("opened")) {
            return Optional.of(new Refused(first.path("error").asText("it said nothing more")));
        }
        List<double[]> answers = new ArrayList<>();
        for (int i = start + 1; i < log.size() && answers.size() < cases; i++) {
            JsonNode line = json(log.get(i));
            if (line.has("error")) {
                return Optional.of(
                        opened(first, answers, Optional.of(line.get("error").asText())));
            }
            if (line.path("case").asInt(-1) == answers.size()) {
                answers.add(numbers(line.path("values")));
            }
        }
        return answers.size() == cases ? Optional.of(opened(first, answers, Optional.empty())) : Optional.empty();
    }

    private static Opened opened(JsonNode line, List<double[]> answers, Optional<String> stopped) {
        Map<String, Long> opsets = new LinkedHashMap<>();
        line.path("opsets")
                .properties()
                .forEach(opset -> opsets.put(opset.getKey(), opset.getValue().asLong()));
        List<String> external = new ArrayList<>();
        line.path("external").forEach(location -> external.add(location.asText()));
        return new Opened(
                line.path("bytes").asLong(),
                opsets,
                external,
                nodes(line.path("inputs")),
                nodes(line.path("outputs")),
                answers,
                stopped);
    }

    private static List<ModelSettings.Node> nodes(JsonNode list) {
        List<ModelSettings.Node> nodes = new ArrayList<>();
        for (JsonNode node : list) {
            List<Long> shape = new ArrayList<>();
            node.path("shape").forEach(size -> shape.add(size.asLong()));
            nodes.add(new ModelSettings.Node(
                    node.path("name").asText(), node.path("datatype").asText(), shape));
        }
        return nodes;
    }

    private static double[] numbers(JsonNode values) {
        double[] numbers = new double[values.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = values.get(i).isNumber() ? values.get(i).asDouble() : Double.NaN;
        }
        return numbers;
    }

    private static JsonNode json(String line) {
        try {
            return new JsonMapper().readTree(line);
        } catch (JsonProcessingException e) {
            // Something else that the child wrote, such as a warning of its runtime.
            return new JsonMapper().createObjectNode();
        }
    }
}
