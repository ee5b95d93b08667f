package academy.ascent.grader.pipeline;

import academy.ascent.grader.submission.Fault;
import academy.ascent.grader.submission.Reading;
import academy.ascent.grader.submission.Value;
import academy.ascent.grader.submission.Workspace;
import academy.ascent.grader.submission.YamlText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A compiled pipeline.
 *
 * <p>Source: {@code pipeline_spec.proto} of Kubeflow Pipelines, schema 2.1.0.
 *
 * @param path the file in the workspace
 * @param root the pipeline's {@code PipelineSpec}
 */
public record PipelineFile(String path, Value root) {

    /**
     * Reads the pipeline of a file; a second document, with settings of a platform, is passed over.
     *
     * @return unusable if it is no YAML or JSON, or no pipeline of the second version
     */
    public static Reading<PipelineFile> read(Workspace workspace, String path) {
        return switch (YamlText.documents(workspace, path)) {
            case Reading.Unusable<List<Value>> unusable -> new Reading.Unusable<>(unusable.fault());
            case Reading.Read<List<Value>> read -> read(path, read.value());
        };
    }

    private static Reading<PipelineFile> read(String path, List<Value> documents) {
        if (documents.isEmpty() || documents.size() > 2) {
            return Reading.unusable(
                    path,
                    0,
                    "holds " + documents.size() + " documents; a compiled pipeline holds one, and perhaps one for its"
                            + " platform.");
        }
        Value first = documents.getFirst();
        Value inner = Field.of(first, "pipelineSpec");
        Value root = inner.isMapping() ? inner : first;
        if (root.get("spec").isMapping() && root.get("kind").words().equals("Workflow")) {
            return Reading.unusable(
                    path, 1, "is a workflow of the first version; compile it with kfp 2 to its own representation.");
        }
        if (!Field.of(root, "root").isMapping()
                || !Field.of(root, "pipelineInfo").isMapping()) {
            return Reading.unusable(path, 1, "is no compiled pipeline: it has no root and pipelineInfo.");
        }
        return new Reading.Read<>(new PipelineFile(path, root));
    }

    /** What makes the pipeline incomplete or inconsistent in itself; empty if it would run. */
    public List<Fault> faults() {
        List<Fault> faults = new ArrayList<>();
        new SpecRules(this, faults).check();
        for (Dag dag : dags()) {
            new DagRules(this, dag, faults).check();
        }
        new LocalPathRules(this, faults).check();
        return List.copyOf(faults);
    }

    /** Components by name. */
    Map<String, Value> components() {
        return Field.of(root, "components").entries();
    }

    Value executor(String label) {
        return Field.of(root, "deploymentSpec", "executors").get(label);
    }

    Map<String, Value> executors() {
        return Field.of(root, "deploymentSpec", "executors").entries();
    }

    /** The graph at the root and those of components. */
    List<Dag> dags() {
        List<Dag> dags = new ArrayList<>();
        dags.add(new Dag("root", Field.of(root, "root")));
        components().forEach((name, component) -> {
            if (Field.of(component, "dag").isMapping()) {
                dags.add(new Dag(name, component));
            }
        });
        return dags;
    }

    /** Every task, by name; of two of one name in different graphs the outer one. */
    public Map<String, Task> tasks() {
        Map<String, Task> tasks = new LinkedHashMap<>();
        for (Dag dag : dags()) {
            dag.tasks().forEach(tasks::putIfAbsent);
        }
        return tasks;
    }

    /** The component that a task runs; absent if there is none of that name. */
    Value component(Task task) {
        return Field.of(root, "components").get(task.component());
    }

    /** The type of an artifact that a task puts out, {@code system.Model} for one; empty if it puts out none such. */
    public Optional<String> outputType(Task task, String output) {
        Value artifact =
                Field.of(component(task), "outputDefinitions", "artifacts").get(output);
        return artifact.isAbsent() ? Optional.empty() : Optional.of(Dag.artifactType(artifact));
    }

    /** Whether a task runs only after another, through any number of tasks between them. */
    public boolean runsAfter(Task task, Task earlier) {
        return dags().stream()
                .filter(dag -> dag.tasks().containsKey(task.name()))
                .findFirst()
                .filter(dag -> dag.isAfter(task.name(), earlier.name()))
                .isPresent();
    }

    /** Whether a task's executor is an importer that looks at its address again each time. */
    public boolean reimports(Task task) {
        return Field.of(executor(Field.of(component(task), "executorLabel").words()), "importer", "reimport")
                .isTrue();
    }

    /** Whether a task takes an artifact from outside by its address. */
    public boolean isImporter(Task task) {
        return Field.of(executor(Field.of(component(task), "executorLabel").words()), "importer")
                .isMapping();
    }
}
