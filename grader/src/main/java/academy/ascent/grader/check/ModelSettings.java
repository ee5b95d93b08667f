package academy.ascent.grader.check;

import academy.ascent.grader.lab.Settings;
import academy.ascent.grader.submission.Sizes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What {@code model} asks.
 *
 * @param path the ONNX file in the submission
 * @param size the most bytes of the file with its external data
 * @param opset the highest version of the default operator set
 * @param freeBatch whether the first dimension of every input and output must be of any size
 * @param mlmodel the MLflow description whose signature must be there and whose ONNX file must be this one
 */
record ModelSettings(
        String path,
        Optional<Long> size,
        Optional<Integer> opset,
        boolean freeBatch,
        List<Node> inputs,
        List<Node> outputs,
        Optional<String> mlmodel,
        Optional<Parity> parity) {

    /**
     * An input or an output that must be there.
     *
     * @param shape −1 where the model must take any size; empty if any shape will do
     */
    record Node(String name, String datatype, List<Long> shape) {

        static Node read(Settings node) {
            node.allowing("name", "datatype", "shape");
            String datatype = node.text("datatype");
            if (!datatype.matches("BOOL|BYTES|BF16|U?INT(8|16|32|64)|FP(16|32|64)")) {
                throw node.problem("datatype", "is '" + datatype + "'; use the protocol's word, such as FP32 or INT64");
            }
            List<Long> shape = new ArrayList<>();
            for (String size : node.has("shape") ? node.texts("shape") : List.<String>of()) {
                if (!size.matches("-1|\\d{1,9}")) {
                    throw node.problem("shape", "holds '" + size + "'; write sizes, and -1 where any size goes");
                }
                shape.add(Long.valueOf(size));
            }
            return new Node(node.text("name"), datatype, List.copyOf(shape));
        }

        String words() {
            return "'" + name + "' " + datatype + (shape.isEmpty() ? "" : " " + shape);
        }
    }

    /**
     * Fresh cases that the model must answer as the lab's reference model does.
     *
     * @param data the pool of rows, a CSV in the lab's folder
     * @param input the input that takes all columns; absent if each column is an input of its own
     * @param reference the reference's file in the lab's folder; absent if it lies at {@code path} in the solution
     * @param tolerance the largest absolute difference of a number
     */
    record Parity(
            int cases,
            String data,
            List<String> columns,
            Optional<String> input,
            String output,
            Optional<String> reference,
            double tolerance) {

        static Parity read(Settings with) {
            with.allowing("cases", "data", "columns", "input", "output", "reference", "tolerance");
            List<String> columns = List.copyOf(with.texts("columns"));
            if (columns.isEmpty()) {
                throw with.problem("columns", "is empty; name the columns to send");
            }
            return new Parity(
                    with.integer("cases", 1, 500),
                    inside(with, "data"),
                    columns,
                    with.has("input") ? Optional.of(with.text("input")) : Optional.empty(),
                    with.text("output"),
                    with.has("reference") ? Optional.of(inside(with, "reference")) : Optional.empty(),
                    with.number("tolerance"));
        }
    }

    static ModelSettings read(Settings with) {
        with.allowing("path", "size", "opset", "batch", "inputs", "outputs", "mlmodel", "parity");
        if (with.has("batch") && !with.text("batch").equals("free")) {
            throw with.problem("batch", "must be free, or absent where a fixed batch will do");
        }
        return new ModelSettings(
                inside(with, "path"),
                with.has("size") ? Optional.of(with.bytes("size")) : Optional.empty(),
                with.has("opset") ? Optional.of(with.integer("opset", 1, 1000)) : Optional.empty(),
                with.has("batch"),
                nodes(with, "inputs"),
                nodes(with, "outputs"),
                with.has("mlmodel") ? Optional.of(inside(with, "mlmodel")) : Optional.empty(),
                with.has("parity") ? Optional.of(Parity.read(with.mapping("parity"))) : Optional.empty());
    }

    /** What is asked, in sentences. */
    String words() {
        List<String> parts = new ArrayList<>(List.of(path + " is an ONNX model that loads"));
        size.ifPresent(most -> parts.add("has at most " + Sizes.words(most)));
        opset.ifPresent(most -> parts.add("needs operator set " + most + " at most"));
        if (freeBatch) {
            parts.add("takes any number of rows");
        }
        if (!inputs.isEmpty()) {
            parts.add("takes " + inputs.stream().map(Node::words).collect(Collectors.joining(", ")));
        }
        if (!outputs.isEmpty()) {
            parts.add("answers " + outputs.stream().map(Node::words).collect(Collectors.joining(", ")));
        }
        mlmodel.ifPresent(file -> parts.add("is described with its signature in " + file));
        parity.ifPresent(
                cases -> parts.add("answers as the lab's reference does within " + Words.small(cases.tolerance())));
        return String.join(", ", parts) + ".";
    }

    private static List<Node> nodes(Settings with, String key) {
        return with.has(key) ? with.mappings(key).stream().map(Node::read).toList() : List.of();
    }

    private static String inside(Settings with, String key) {
        String path = with.text(key);
        if (!path.matches("[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*")
                || List.of(path.split("/", -1)).contains("..")) {
            throw with.problem(key, "is '" + path + "'; name a file inside the folder, such as model/tumour.onnx");
        }
        return path;
    }
}
