package academy.ascent.grader.check;

import academy.ascent.grader.lab.Settings;
import java.util.List;
import java.util.Optional;

/**
 * What {@code predict} asks.
 *
 * @param data the pool of rows, a CSV in the lab's folder
 * @param columns the columns to send, each as a tensor of its own
 * @param output the output tensor that is compared
 * @param tolerance the largest absolute difference of a number
 * @param model who is asked, where that is not the lab's model
 * @param version which version of it, where one is named
 */
record PredictSettings(
        int cases,
        String data,
        List<String> columns,
        String output,
        double tolerance,
        Optional<String> model,
        Optional<String> version) {

    static PredictSettings read(Settings with) {
        with.allowing("cases", "seed", "data", "columns", "output", "tolerance", "model", "version");
        if (with.has("seed") && !with.text("seed").equals("per-run")) {
            throw with.problem("seed", "must be per-run: cases are drawn afresh for every run");
        }
        String data = with.text("data");
        if (data.startsWith("/") || List.of(data.split("/", -1)).contains("..")) {
            throw with.problem("data", "leaves the lab's folder; name a file inside it");
        }
        List<String> columns = List.copyOf(with.texts("columns"));
        if (columns.isEmpty()) {
            throw with.problem("columns", "is empty; name the columns to send");
        }
        return new PredictSettings(
                with.integer("cases", 1, 1000),
                data,
                columns,
                with.text("output"),
                with.number("tolerance"),
                ServedName.optional(with, "model"),
                ServedName.optional(with, "version"));
    }
}
