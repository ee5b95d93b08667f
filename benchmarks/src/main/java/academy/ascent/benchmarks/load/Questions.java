package academy.ascent.benchmarks.load;

import academy.ascent.benchmarks.host.CannotMeasure;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What is asked of one server, in turn: the golden rows of a model. */
public final class Questions {
    private final List<Question> questions;
    private int next;

    private Questions(List<Question> questions) {
        this.questions = questions;
    }

    /**
     * Questions to a model.
     *
     * @param golden the file {@code golden.json}
     * @param model the name of its answers in that file
     * @param path for example {@code /v2/models/mlp/infer}
     */
    public static Questions read(Path golden, String model, Wire wire, String path) {
        List<Question> questions = new ArrayList<>();
        try {
            JsonNode file = new ObjectMapper()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .readTree(golden.toFile());
            for (int i = 0; i < file.get("rows").size(); i++) {
                byte[] request = wire.request(path, row(file.get("rows").get(i)));
                questions.add(new Question(wire, request, answer(file.get(model).get(i))));
            }
        } catch (IOException e) {
            throw new CannotMeasure("the golden answers cannot be read: " + e.getMessage(), e);
        }
        return new Questions(questions);
    }

    private static List<BigDecimal> row(JsonNode array) {
        List<BigDecimal> row = new ArrayList<>();
        array.forEach(value -> row.add(value.decimalValue()));
        return row;
    }

    private static float[] answer(JsonNode array) {
        float[] answer = new float[array.size()];
        for (int i = 0; i < answer.length; i++) {
            answer[i] = array.get(i).floatValue();
        }
        return answer;
    }

    int size() {
        return questions.size();
    }

    Question next() {
        next = next + 1 == questions.size() ? 0 : next + 1;
        return questions.get(next);
    }
}
