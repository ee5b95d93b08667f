package academy.ascent.grader.check;

import java.util.List;
import java.util.stream.Collectors;

/** Compares what a model takes and answers with what is asked. */
final class ModelSignature {
    private final ModelSettings settings;
    private final Faults faults;

    ModelSignature(ModelSettings settings, Faults faults) {
        this.settings = settings;
        this.faults = faults;
    }

    void check(ModelInspection.Opened model) {
        settings.opset().ifPresent(most -> opset(model, most));
        nodes("input", settings.inputs(), model.inputs());
        nodes("output", settings.outputs(), model.outputs());
        if (!settings.inputs().isEmpty()) {
            model.inputs().stream()
                    .filter(node -> settings.inputs().stream()
                            .noneMatch(asked -> asked.name().equals(node.name())))
                    .forEach(node -> fault("has the input " + node.words() + ", which nobody will send; remove it."));
        }
        if (settings.freeBatch()) {
            fixed("input", model.inputs());
            fixed("output", model.outputs());
        }
    }

    private void opset(ModelInspection.Opened model, int most) {
        long version = model.opsets().getOrDefault("ai.onnx", 0L);
        if (version > most) {
            fault("needs operator set " + version + "; the servers here know " + most
                    + ". Export it again with target_opset " + most + ".");
        }
    }

    private void nodes(String what, List<ModelSettings.Node> asked, List<ModelSettings.Node> present) {
        for (ModelSettings.Node wanted : asked) {
            ModelSettings.Node found = present.stream()
                    .filter(node -> node.name().equals(wanted.name()))
                    .findFirst()
                    .orElse(null);
            if (found == null) {
                fault("has no " + what + " " + wanted.words() + ", only "
                        + present.stream().map(ModelSettings.Node::words).collect(Collectors.joining(", ")) + ".");
            } else if (!found.datatype().equals(wanted.datatype())
                    || !wanted.shape().isEmpty() && !wanted.shape().equals(found.shape())) {
                fault("has the " + what + " " + found.words() + "; expected " + wanted.words() + " (-1: any size).");
            }
        }
    }

    private void fixed(String what, List<ModelSettings.Node> nodes) {
        for (ModelSettings.Node node : nodes) {
            if (node.shape().isEmpty()) {
                fault("has the " + what + " " + node.words() + ", whose first dimension is no number of rows.");
            } else if (node.shape().getFirst() >= 0) {
                fault("has the " + what + " " + node.words() + ": its batch is fixed at "
                        + node.shape().getFirst() + ". Export it with a free first dimension.");
            }
        }
    }

    private void fault(String message) {
        faults.add(settings.path(), 0, message);
    }
}
