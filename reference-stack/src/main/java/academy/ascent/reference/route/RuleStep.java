package academy.ascent.reference.route;

import academy.ascent.reference.config.RouteConfig.Condition;
import academy.ascent.reference.config.RouteConfig.Rule;
import academy.ascent.reference.protocol.Datatype;
import academy.ascent.reference.protocol.Elements;
import academy.ascent.reference.protocol.InferRequest;
import academy.ascent.reference.protocol.InferResponse;
import academy.ascent.reference.protocol.RequestedOutput;
import academy.ascent.reference.protocol.Tensor;
import academy.ascent.reference.protocol.TensorMetadata;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Labels each row of an answer by the first rule that applies to it. The labels of one name are an output of text with
 * one element a row, empty where no rule gave one; an answer of one row has them as parameters too.
 */
final class RuleStep {
    private final List<Rule> rules;
    private final Set<String> labels = new TreeSet<>();
    private final Set<String> needed = new TreeSet<>();

    RuleStep(List<Rule> rules) {
        this.rules = rules;
        for (Rule rule : rules) {
            labels.addAll(rule.set().keySet());
            rule.when().ifPresent(condition -> needed.add(condition.output()));
        }
    }

    /** The outputs that conditions look at. */
    Set<String> needed() {
        return needed;
    }

    List<TensorMetadata> outputs() {
        return labels.stream()
                .map(label -> new TensorMetadata(label, Datatype.BYTES, new long[] {-1}, List.of()))
                .toList();
    }

    /** The request to be made so that the rules see what they need, without the labels, which no model knows. */
    InferRequest asked(InferRequest request) {
        if (request.outputs().isEmpty()) {
            return request;
        }
        List<RequestedOutput> outputs = new ArrayList<>(request.outputs());
        outputs.removeIf(output -> labels.contains(output.name()));
        for (String output : needed) {
            if (!isWanted(outputs, output)) {
                outputs.add(RequestedOutput.named(output));
            }
        }
        return new InferRequest(request.id(), request.parameters(), request.inputs(), outputs);
    }

    /** The answer with its labels, and without what only the rules had asked for. */
    InferResponse label(InferRequest request, InferResponse response) {
        int rows = rows(response);
        Map<String, String[]> labelled = new HashMap<>();
        for (String label : labels) {
            String[] column = new String[rows];
            Arrays.fill(column, "");
            labelled.put(label, column);
        }
        for (int row = 0; row < rows; row++) {
            int at = row;
            first(response, row).forEach((label, value) -> set(labelled, label, at, value));
        }
        List<Tensor> outputs = new ArrayList<>(response.outputs());
        labelled.forEach((label, column) ->
                outputs.add(new Tensor(label, Datatype.BYTES, new long[] {rows}, new Elements.Texts(column))));
        if (!request.outputs().isEmpty()) {
            outputs.removeIf(output -> !isWanted(request.outputs(), output.name()));
        }
        return new InferResponse(
                response.model(), response.version(), response.id(), parameters(response, labelled, rows), outputs);
    }

    private static void set(Map<String, String[]> labelled, String label, int row, String value) {
        String[] column = labelled.get(label);
        if (column != null) {
            column[row] = value;
        }
    }

    private Map<String, String> first(InferResponse response, int row) {
        for (Rule rule : rules) {
            if (rule.when().isEmpty() || holds(rule.when().get(), response, row)) {
                return rule.set();
            }
        }
        return Map.of();
    }

    /** A number that is none (NaN) is within no bounds. */
    private static boolean holds(Condition condition, InferResponse response, int row) {
        Tensor output = output(response, condition.output());
        int width = width(output);
        if (condition.index() >= width || (row + 1) * width > output.elements().count()) {
            throw Combiner.misfit("the rules look at element " + condition.index() + " of row " + row + " of \""
                    + output.name() + "\", which has the shape " + Tensor.shapeText(output.shape()));
        }
        int element = row * width + condition.index();
        if (output.elements() instanceof Elements.Texts(String[] texts)) {
            return condition.equal().filter(texts[element]::equals).isPresent();
        }
        double value = output.number(element);
        if (condition.equal().isPresent()) {
            return condition.number() == value;
        }
        return value >= condition.atLeast() && value < condition.below();
    }

    private static Tensor output(InferResponse response, String name) {
        for (Tensor output : response.outputs()) {
            if (output.name().equals(name)) {
                return output;
            }
        }
        throw Combiner.misfit("the rules look at the output \"" + name + "\", which the answer does not have");
    }

    /** By the first output that a rule looks at or, where none does, by the first of all. */
    private int rows(InferResponse response) {
        Tensor output = needed.isEmpty()
                ? response.outputs().getFirst()
                : output(response, needed.iterator().next());
        return output.shape().length == 0 ? 1 : (int) output.shape()[0];
    }

    private static int width(Tensor tensor) {
        int width = 1;
        for (int i = 1; i < tensor.shape().length; i++) {
            width *= (int) tensor.shape()[i];
        }
        return width;
    }

    private static Map<String, Object> parameters(InferResponse response, Map<String, String[]> labelled, int rows) {
        if (rows != 1) {
            return response.parameters();
        }
        Map<String, Object> parameters = new HashMap<>(response.parameters());
        labelled.forEach((label, column) -> {
            if (!column[0].isEmpty()) {
                parameters.put(label, column[0]);
            }
        });
        return parameters;
    }

    private static boolean isWanted(List<RequestedOutput> outputs, String name) {
        for (RequestedOutput output : outputs) {
            if (output.name().equals(name)) {
                return true;
            }
        }
        return false;
    }
}
