package academy.ascent.grader.check;

import academy.ascent.grader.lab.CheckSpec;
import academy.ascent.grader.lab.Settings;
import academy.ascent.grader.pipeline.PipelineFile;
import academy.ascent.grader.pipeline.Task;
import academy.ascent.grader.submission.Workspace;
import academy.ascent.grader.verdict.CheckResult.Ground;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code pipeline}: a compiled KFP v2 pipeline would run, and has the steps, types, caching and retries that are asked. */
public final class PipelineCheck implements StaticCheck {

    @Override
    public String kind() {
        return "pipeline";
    }

    @Override
    public void validate(Settings with) {
        PipelineSettings.read(with);
    }

    @Override
    public Finding run(CheckSpec spec, Stage stage) {
        return judge(PipelineSettings.read(spec.with()), stage.workspace());
    }

    static Finding judge(PipelineSettings settings, Workspace workspace) {
        Faults faults = new Faults();
        faults.take(PipelineFile.read(workspace, settings.path())).ifPresent(pipeline -> {
            pipeline.faults().forEach(faults::add);
            new Asked(settings, pipeline, faults).check();
        });
        return faults.finding(
                Ground.STATIC,
                settings.words() + " (Judged by its text; it was not run.)",
                "The pipeline is complete and as asked",
                List.of());
    }

    /** What the lab asks besides. */
    private record Asked(PipelineSettings settings, PipelineFile pipeline, Map<String, Task> tasks, Faults faults) {

        Asked(PipelineSettings settings, PipelineFile pipeline, Faults faults) {
            this(settings, pipeline, pipeline.tasks(), faults);
        }

        void check() {
            settings.order().forEach(this::present);
            settings.tasks().forEach(this::present);
            for (int i = 1; i < settings.order().size(); i++) {
                order(settings.order().get(i - 1), settings.order().get(i));
            }
            settings.outputs().forEach(asked -> present(asked.task()).ifPresent(task -> output(asked, task)));
            settings.uncached().forEach(name -> present(name).ifPresent(this::uncached));
            settings.cached().forEach(name -> present(name).ifPresent(this::cached));
            settings.retries().forEach(asked -> present(asked.task()).ifPresent(task -> retry(asked, task)));
        }

        /** The task, or nothing and a fault. */
        private Optional<Task> present(String name) {
            Optional<Task> task = Optional.ofNullable(tasks.get(name));
            if (task.isEmpty()) {
                faults.add(
                        settings.path(),
                        0,
                        "has no task '" + name + "', only " + Words.clip(String.join(", ", tasks.keySet()), 200) + ".");
            }
            return task;
        }

        private void order(String first, String second) {
            Task earlier = tasks.get(first);
            Task later = tasks.get(second);
            if (earlier != null && later != null && !pipeline.runsAfter(later, earlier)) {
                fault(
                        later.line(),
                        "task " + second + " does not wait for " + first + "; hand it something that " + first
                                + " puts out.");
            }
        }

        private void output(PipelineSettings.Output asked, Task task) {
            String type = pipeline.outputType(task, asked.name()).orElse("");
            if (!type.equals(asked.type())) {
                fault(
                        task.line(),
                        "task " + task.name() + " puts out "
                                + (type.isEmpty() ? "no artifact " + asked.name() : asked.name() + " as " + type)
                                + "; expected " + asked.type() + ".");
            }
        }

        private void uncached(Task task) {
            if (task.isCached()) {
                fault(
                        task.cachingLine(),
                        "task " + task.name()
                                + " is cached, although what it reads changes under the same name: a second"
                                + " run would take the first one's answer. Set its caching off.");
            } else if (pipeline.isImporter(task) && !pipeline.reimports(task)) {
                fault(task.line(), "task " + task.name() + " imports what it knew before; set reimport.");
            }
        }

        private void cached(Task task) {
            if (!task.isCached()) {
                fault(
                        task.cachingLine(),
                        "task " + task.name() + " is not cached, so that each run does it again; set its caching on.");
            }
        }

        private void retry(PipelineSettings.Retry asked, Task task) {
            int retries = task.retries();
            if (retries < asked.least() || retries > asked.most()) {
                fault(
                        task.retryLine(),
                        "task " + task.name() + " is tried again " + retries + " times; expected "
                                + (asked.most() == 0
                                        ? "0, since it would do its work twice"
                                        : PipelineSettings.range(asked))
                                + ".");
            } else if (asked.least() > 0
                    && task.backOff()
                            .filter(wait -> wait.compareTo(Duration.ZERO) > 0)
                            .isEmpty()) {
                fault(task.retryLine(), "task " + task.name() + " is tried again at once; set a backoff such as 10s.");
            }
        }

        private void fault(int line, String message) {
            faults.add(settings.path(), line, message);
        }
    }
}
