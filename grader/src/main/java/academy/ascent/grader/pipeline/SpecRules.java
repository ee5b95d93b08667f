package academy.ascent.grader.pipeline;

import academy.ascent.grader.submission.Fault;
import academy.ascent.grader.submission.Value;
import java.util.List;

/** What a pipeline's spec must have whatever its graph is: version, components and their executors. */
final class SpecRules {
    private static final List<String> SPEC = List.of(
            "pipelineInfo",
            "deploymentSpec",
            "sdkVersion",
            "schemaVersion",
            "components",
            "root",
            "defaultPipelineRoot");
    private static final List<String> COMPONENT = List.of(
            "inputDefinitions",
            "outputDefinitions",
            "dag",
            "executorLabel",
            "singlePlatformSpecs",
            "taskConfigPassthroughs");
    private static final List<String> EXECUTORS = List.of("container", "importer", "resolver", "customJob");

    private final PipelineFile pipeline;
    private final List<Fault> faults;

    SpecRules(PipelineFile pipeline, List<Fault> faults) {
        this.pipeline = pipeline;
        this.faults = faults;
    }

    void check() {
        Value root = pipeline.root();
        known(root, SPEC, "the pipeline");
        Value version = Field.of(root, "schemaVersion");
        if (!version.words().startsWith("2.")) {
            fault(version, "schemaVersion is '" + clip(version.words()) + "'; the second version's is 2.1.0.");
        }
        if (!Field.of(root, "pipelineInfo", "name").words().matches("[a-z0-9][-a-z0-9]{0,127}")) {
            fault(
                    Field.of(root, "pipelineInfo"),
                    "pipelineInfo.name must be lower-case letters, digits and hyphens, 128 at most.");
        }
        if (!Field.of(root, "root", "dag").isMapping()) {
            fault(Field.of(root, "root"), "root has no graph (dag) of tasks.");
        }
        pipeline.components().forEach(this::component);
    }

    private void component(String name, Value component) {
        known(component, COMPONENT, "component " + name);
        boolean graph = Field.of(component, "dag").isMapping();
        Value label = Field.of(component, "executorLabel");
        if (graph != label.words().isEmpty()) {
            fault(component, "component " + name + " must have either a dag or an executorLabel.");
        } else if (!graph) {
            executor(name, label);
        }
    }

    private void executor(String name, Value label) {
        Value executor = pipeline.executor(label.words());
        List<String> kinds = EXECUTORS.stream()
                .filter(kind -> Field.of(executor, kind).isMapping())
                .toList();
        if (executor.isAbsent()) {
            fault(
                    label,
                    "component " + name + " runs on the executor " + clip(label.words())
                            + ", which deploymentSpec.executors does not have.");
        } else if (kinds.size() != 1) {
            fault(
                    executor,
                    "executor " + clip(label.words()) + " must have exactly one of " + String.join(", ", EXECUTORS)
                            + ".");
        } else if (kinds.getFirst().equals("container")
                && Field.of(executor, "container", "image").words().isBlank()) {
            fault(executor, "executor " + clip(label.words()) + " has a container without an image.");
        }
    }

    private void known(Value message, List<String> fields, String what) {
        String unknown = Field.unknown(message, fields);
        if (!unknown.isEmpty()) {
            fault(message.get(unknown), what + " has the field " + clip(unknown) + ", which the format does not know.");
        }
    }

    private void fault(Value value, String message) {
        faults.add(new Fault(pipeline.path(), value.line(), message));
    }

    static String clip(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }
}
