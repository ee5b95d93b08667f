package academy.ascent.grader.check;

import academy.ascent.grader.lab.Lab;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Fresh rows for a model, as the reference stack's command {@code inspect} reads them.
 *
 * @param json the file's content
 * @param count how many rows it holds
 */
record ModelCases(String json, int count) {

    static ModelCases draw(ModelSettings.Parity parity, Lab lab, SplittableRandom random) {
        CasePool pool = CasePool.read(lab.folder().resolve(parity.data()), parity.columns());
        ObjectNode file = new JsonMapper().createObjectNode();
        file.put("output", parity.output());
        ArrayNode inputs = file.putArray("inputs");
        if (parity.input().isPresent()) {
            inputs.addObject()
                    .put("name", parity.input().get())
                    .put("width", parity.columns().size());
        } else {
            parity.columns()
                    .forEach(column -> inputs.addObject().put("name", column).put("width", 1));
        }
        ArrayNode rows = file.putArray("rows");
        List<float[]> drawn = pool.draw(parity.cases(), random);
        for (float[] row : drawn) {
            ArrayNode numbers = rows.addArray();
            for (float number : row) {
                numbers.add(number);
            }
        }
        return new ModelCases(file.toString(), drawn.size());
    }
}
