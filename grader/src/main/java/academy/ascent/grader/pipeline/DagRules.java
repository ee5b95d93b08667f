package academy.ascent.grader.pipeline;

import academy.ascent.grader.submission.Fault;
import academy.ascent.grader.submission.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a graph must have to run: no ring, every task's component, every input from somewhere and of its type. */
final class DagRules {
    private static final List<String> TASK = List.of(
            "taskInfo",
            "inputs",
            "dependentTasks",
            "cachingOptions",
            "componentRef",
            "triggerPolicy",
            "artifactIterator",
            "parameterIterator",
            "retryPolicy",
            "iteratorPolicy");
    private static final String ANY_ARTIFACT = "system.Artifact";

    private final PipelineFile pipeline;
    private final Dag dag;
    private final Map<String, Task> tasks;
    private final List<Fault> faults;

    DagRules(PipelineFile pipeline, Dag dag, List<Fault> faults) {
        this.pipeline = pipeline;
        this.dag = dag;
        this.tasks = dag.tasks();
        this.faults = faults;
    }

    void check() {
        if (tasks.isEmpty()) {
            fault(dag.component(), "the graph of " + dag.name() + " has no task.");
        }
        List<String> ring = dag.ring();
        if (!ring.isEmpty()) {
            fault(
                    Field.of(dag.component(), "dag", "tasks").get(ring.getFirst()),
                    "tasks wait for each other in a ring: " + String.join(" → ", ring) + " → " + ring.getFirst() + ".");
        }
        tasks.values().forEach(this::task);
        outputs();
    }

    private void task(Task task) {
        String unknown = Field.unknown(task.spec(), TASK);
        if (!unknown.isEmpty()) {
            fault(
                    task.spec().get(unknown),
                    "task " + task.name() + " has the field " + SpecRules.clip(unknown)
                            + ", which the format does not know.");
        }
        for (String other : task.waitsFor()) {
            if (!tasks.containsKey(other)) {
                fault(
                        task.spec(),
                        "task " + task.name() + " waits for " + SpecRules.clip(other)
                                + ", which is no task of this graph.");
            }
        }
        Value component = pipeline.component(task);
        if (!component.isMapping()) {
            fault(
                    task.spec(),
                    "task " + task.name() + " runs the component '" + SpecRules.clip(task.component())
                            + "', which the pipeline does not have.");
            return;
        }
        given(task, component, "artifacts", task.artifactInputs());
        given(task, component, "parameters", task.parameterInputs());
        task.artifactInputs().forEach((name, input) -> artifact(task, component, name, input));
        task.parameterInputs().forEach((name, input) -> parameter(task, component, name, input));
    }

    /** Every input that is asked is given, and nothing else. */
    private void given(Task task, Value component, String kind, Map<String, Value> inputs) {
        Map<String, Value> asked = Field.of(component, "inputDefinitions", kind).entries();
        Set<String> given = new HashSet<>(inputs.keySet());
        given.addAll(task.itemInputs());
        asked.forEach((name, definition) -> {
            boolean optional = Field.of(definition, "isOptional").isTrue()
                    || !Field.of(definition, "defaultValue").isAbsent();
            if (!given.contains(name) && !optional) {
                fault(
                        task.spec(),
                        "task " + task.name() + " lacks the input " + SpecRules.clip(name) + " (" + kind + ").");
            }
        });
        inputs.forEach((name, input) -> {
            if (!asked.containsKey(name)) {
                fault(
                        input,
                        "task " + task.name() + " is given " + SpecRules.clip(name)
                                + ", which its component does not take (" + kind + ").");
            }
        });
    }

    private void artifact(Task task, Value component, String name, Value input) {
        Value definition = Field.of(component, "inputDefinitions", "artifacts").get(name);
        Value from = Field.of(input, "taskOutputArtifact");
        Value source = from.isMapping()
                ? output(task, from, "outputArtifactKey", "artifacts")
                : enclosing(task, input, "componentInputArtifact", "artifacts");
        boolean collected =
                from.isMapping() && isIterating(Field.of(from, "producerTask").words());
        if (source.isAbsent() || definition.isAbsent() || collected) {
            return;
        }
        String asked = Dag.artifactType(definition);
        String given = Dag.artifactType(source);
        if (!asked.equals(given) && !asked.equals(ANY_ARTIFACT)) {
            fault(
                    input,
                    "task " + task.name() + " takes " + SpecRules.clip(name) + " as " + asked + " and is given " + given
                            + ".");
        } else if (Field.of(definition, "isArtifactList").isTrue()
                != Field.of(source, "isArtifactList").isTrue()) {
            fault(
                    input,
                    "task " + task.name() + " takes " + SpecRules.clip(name)
                            + " as one artifact and is given a list, or the other way round.");
        }
    }

    private void parameter(Task task, Value component, String name, Value input) {
        Value definition = Field.of(component, "inputDefinitions", "parameters").get(name);
        Value constant = Field.of(input, "runtimeValue", "constant");
        if (Field.of(input, "runtimeValue").isMapping()) {
            constant(task, name, definition, constant);
            return;
        }
        Value from = Field.of(input, "taskOutputParameter");
        if (Field.of(input, "taskFinalStatus").isMapping()) {
            return;
        }
        Value source = from.isMapping()
                ? output(task, from, "outputParameterKey", "parameters")
                : enclosing(task, input, "componentInputParameter", "parameters");
        boolean part = !Field.of(input, "parameterExpressionSelector").isAbsent();
        boolean collected =
                from.isMapping() && isIterating(Field.of(from, "producerTask").words());
        if (source.isAbsent() || definition.isAbsent() || part || collected) {
            return;
        }
        String asked = Dag.parameterType(definition);
        String given = Dag.parameterType(source);
        boolean widened = asked.equals("NUMBER_DOUBLE") && given.equals("NUMBER_INTEGER");
        if (!asked.equals(given) && !widened) {
            fault(
                    input,
                    "task " + task.name() + " takes " + SpecRules.clip(name) + " as " + asked + " and is given " + given
                            + ".");
        }
    }

    private void constant(Task task, String name, Value definition, Value constant) {
        String text = constant.words();
        boolean fits = switch (Dag.parameterType(definition)) {
            case "NUMBER_INTEGER" ->
                constant.number().filter(n -> n == Math.rint(n)).isPresent();
            case "NUMBER_DOUBLE" -> constant.number().isPresent();
            case "BOOLEAN" -> text.equals("true") || text.equals("false");
            case "LIST" -> constant.isList();
            case "STRUCT" -> constant.isMapping();
            default -> true;
        };
        if (!fits && !text.contains("{{$")) {
            fault(
                    constant,
                    "task " + task.name() + " takes " + SpecRules.clip(name) + " as " + Dag.parameterType(definition)
                            + " and is given '" + SpecRules.clip(text) + "'.");
        }
    }

    /** What a task of this graph puts out, or a fault and nothing. */
    private Value output(Task task, Value from, String key, String kind) {
        Task producer = tasks.get(Field.of(from, "producerTask").words());
        String name = Field.of(from, key).words();
        if (producer == null) {
            return from.get("");
        }
        Value source = Field.of(pipeline.component(producer), "outputDefinitions", kind)
                .get(name);
        if (source.isAbsent() && pipeline.component(producer).isMapping()) {
            fault(
                    from,
                    "task " + task.name() + " takes " + SpecRules.clip(name) + " from " + producer.name()
                            + ", which puts out no such thing (" + kind + ").");
        }
        return source;
    }

    /** What the graph itself is given, or a fault and nothing. */
    private Value enclosing(Task task, Value input, String key, String kind) {
        String name = Field.of(input, key).words();
        Value source = Field.of(dag.component(), "inputDefinitions", kind).get(name);
        if (name.isEmpty()) {
            fault(input, "an input of task " + task.name() + " comes from nowhere.");
        } else if (source.isAbsent() && !task.itemInputs().contains(name)) {
            fault(
                    input,
                    "task " + task.name() + " takes " + SpecRules.clip(name) + " from " + dag.name()
                            + ", which is not given it (" + kind + ").");
        }
        return source;
    }

    private boolean isIterating(String task) {
        Task producer = tasks.get(task);
        return producer != null && producer.iterates();
    }

    /** What the graph puts out comes from a task that puts it out. */
    private void outputs() {
        Value outputs = Field.of(dag.component(), "dag", "outputs");
        outputs.get("artifacts")
                .entries()
                .forEach((name, output) -> Field.of(output, "artifactSelectors")
                        .items()
                        .forEach(selector -> selected(selector, "outputArtifactKey", "artifacts")));
        outputs.get("parameters").entries().forEach((name, output) -> {
            Value one = Field.of(output, "valueFromParameter");
            if (one.isMapping()) {
                selected(one, "outputParameterKey", "parameters");
            }
            Field.of(output, "valueFromOneof", "parameterSelectors")
                    .items()
                    .forEach(selector -> selected(selector, "outputParameterKey", "parameters"));
        });
    }

    private void selected(Value selector, String key, String kind) {
        String task = Field.of(selector, "producerSubtask").words();
        String output = Field.of(selector, key).words();
        Task producer = tasks.get(task);
        if (producer == null) {
            fault(
                    selector,
                    dag.name() + " puts out something of " + SpecRules.clip(task) + ", which is no task of its graph.");
        } else if (Field.of(pipeline.component(producer), "outputDefinitions", kind)
                .get(output)
                .isAbsent()) {
            fault(
                    selector,
                    dag.name() + " puts out " + SpecRules.clip(output) + " of " + task
                            + ", which puts out no such thing (" + kind + ").");
        }
    }

    private void fault(Value value, String message) {
        faults.add(new Fault(pipeline.path(), value.line(), message));
    }
}
