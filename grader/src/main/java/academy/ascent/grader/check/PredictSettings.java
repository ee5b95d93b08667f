package academy.ascent.grader.check;

import academy.ascent.grader.lab.Settings;
import academy.ascent.grader.load.Call;
import java.util.List;
import java.util.Map;
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
 * @param grpc whether the lab's Service is asked over gRPC
 */
record PredictSettings(
        int cases,
        String data,
        List<String> columns,
        String output,
        double tolerance,
        Optional<String> model,
        Optional<String> version,
        boolean grpc) {

    static PredictSettings read(Settings with) {
        with.allowing("cases", "seed", "data", "columns", "output", "tolerance", "model", "version", "protocol");
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
                ServedName.optional(with, "version"),
                isGrpc(with));
    }

    private static boolean isGrpc(Settings with) {
        return with.has("protocol")
                && switch (with.text("protocol")) {
                    case "http" -> false;
                    case "grpc" -> true;
                    default -> throw with.problem("protocol", "is not known; use http or grpc");
                };
    }

    /** A request for an answer to one row. */
    Call call(String labModel, float[] row) {
        String name = model.orElse(labModel);
        return grpc
                ? GrpcTensors.infer(name, version, columns, row, Map.of())
                : new Call(ServedName.inferPath(name, version), Tensors.request(columns, row, Map.of()));
    }
}
