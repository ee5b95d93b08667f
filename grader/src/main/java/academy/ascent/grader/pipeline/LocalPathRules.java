package academy.ascent.grader.pipeline;

import academy.ascent.grader.submission.Fault;
import academy.ascent.grader.submission.Value;
import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Steps run on different machines: a path of one of them means nothing to the next. */
final class LocalPathRules {
    private static final Pattern LOCAL = Pattern.compile("^(file://|/|\\./|\\.\\./|~/|[A-Za-z]:\\\\)[^\\s]*$");
    private static final Pattern NAMED =
            Pattern.compile("[\"'=\\s](/(?:tmp|data|home|mnt|var|root|workspace|shared|opt|app)/[A-Za-z0-9_./-]+)");

    private final PipelineFile pipeline;
    private final List<Fault> faults;

    LocalPathRules(PipelineFile pipeline, List<Fault> faults) {
        this.pipeline = pipeline;
        this.faults = faults;
    }

    void check() {
        for (Dag dag : pipeline.dags()) {
            dag.tasks()
                    .values()
                    .forEach(task -> task.parameterInputs()
                            .forEach((name, input) -> constant(
                                    "task " + task.name() + " is given " + SpecRules.clip(name),
                                    Field.of(input, "runtimeValue", "constant"))));
            Field.of(dag.component(), "inputDefinitions", "parameters")
                    .entries()
                    .forEach((name, parameter) ->
                            constant("the default of " + SpecRules.clip(name), Field.of(parameter, "defaultValue")));
        }
        shared();
    }

    private void constant(String what, Value value) {
        if (LOCAL.matcher(value.words()).find()) {
            fault(
                    value,
                    what + " as '" + SpecRules.clip(value.words())
                            + "', a path of one machine; hand data on as an artifact.");
        }
    }

    /** One path in the programs of two steps. */
    private void shared() {
        Map<String, Set<String>> users = new LinkedHashMap<>();
        Map<String, Value> places = new LinkedHashMap<>();
        pipeline.executors().forEach((label, executor) -> {
            for (String part : new String[] {"command", "args"}) {
                for (Value text : Field.of(executor, "container", part).items()) {
                    Matcher matcher = NAMED.matcher(text.words());
                    while (matcher.find() && users.size() < 1000) {
                        users.computeIfAbsent(matcher.group(1), _ -> new TreeSet<>())
                                .add(label);
                        places.putIfAbsent(matcher.group(1), text);
                    }
                }
            }
        });
        users.forEach((path, labels) -> {
            Value place = places.get(path);
            if (labels.size() > 1 && place != null) {
                fault(
                        place,
                        "the programs of " + String.join(", ", labels) + " share the local path '"
                                + SpecRules.clip(path)
                                + "', which each of them has for itself; hand data on as an artifact.");
            }
        });
    }

    private void fault(Value value, String message) {
        faults.add(new Fault(pipeline.path(), value.line(), message));
    }
}
