package academy.ascent.grader.check;

import academy.ascent.grader.lab.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What {@code pipeline} asks besides that the pipeline is complete and consistent in itself.
 *
 * @param order tasks that must be there, each of which runs after the one before
 * @param tasks further tasks that must be there
 * @param outputs artifacts that tasks must put out
 * @param uncached tasks that must not take an earlier answer, since what they read changes
 * @param cached tasks that must take it
 */
record PipelineSettings(
        String path,
        List<String> order,
        List<String> tasks,
        List<Output> outputs,
        List<String> uncached,
        List<String> cached,
        List<Retry> retries) {

    /**
     * @param type for example {@code system.Model}
     */
    record Output(String task, String name, String type) {

        static Output read(Settings output) {
            output.allowing("task", "name", "type");
            String type = output.text("type");
            if (!type.matches("[a-z]+\\.[A-Za-z]+")) {
                throw output.problem("type", "is '" + type + "'; write an artifact type such as system.Model");
            }
            return new Output(output.text("task"), output.text("name"), type);
        }
    }

    /**
     * How often a task may be tried again.
     *
     * @param least 0 where it need not
     * @param most 0 where it must not, since it would do its work twice
     */
    record Retry(String task, int least, int most) {

        static Retry read(Settings retry) {
            retry.allowing("task", "least", "most");
            int least = retry.has("least") ? retry.integer("least", 0, 100) : 0;
            return new Retry(retry.text("task"), least, retry.has("most") ? retry.integer("most", least, 100) : 100);
        }
    }

    static PipelineSettings read(Settings with) {
        with.allowing("path", "order", "tasks", "outputs", "uncached", "cached", "retries");
        String path = with.has("path") ? with.text("path") : "pipeline.yaml";
        if (!path.matches("[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*") || path.contains("..")) {
            throw with.problem("path", "is '" + path + "'; name a file inside the folder, such as pipeline.yaml");
        }
        PipelineSettings settings = new PipelineSettings(
                path,
                names(with, "order"),
                names(with, "tasks"),
                with.has("outputs")
                        ? with.mappings("outputs").stream().map(Output::read).toList()
                        : List.of(),
                names(with, "uncached"),
                names(with, "cached"),
                with.has("retries")
                        ? with.mappings("retries").stream().map(Retry::read).toList()
                        : List.of());
        Optional<String> both =
                settings.cached.stream().filter(settings.uncached::contains).findFirst();
        if (both.isPresent()) {
            throw with.problem("cached", "holds '" + both.get() + "', which uncached has too; remove one");
        }
        return settings;
    }

    /** What is asked, in a sentence. */
    String words() {
        List<String> parts = new ArrayList<>();
        parts.add(
                path + " is a compiled KFP v2 pipeline without a ring, with every input from somewhere and of its type,"
                        + " and no local path between steps");
        if (!order.isEmpty()) {
            parts.add("with " + String.join(" before ", order));
        }
        if (!tasks.isEmpty()) {
            parts.add("with " + String.join(", ", tasks));
        }
        outputs.forEach(output -> parts.add(output.task() + " puts out " + output.name() + " as " + output.type()));
        if (!uncached.isEmpty()) {
            parts.add(String.join(", ", uncached) + " not cached");
        }
        if (!cached.isEmpty()) {
            parts.add(String.join(", ", cached) + " cached");
        }
        retries.forEach(retry ->
                parts.add(retry.task() + (retry.most() == 0 ? " never tried again" : " tried again " + range(retry))));
        return String.join("; ", parts) + ".";
    }

    static String range(Retry retry) {
        return retry.most() == 100
                ? retry.least() + " times at least"
                : retry.least() + " to " + retry.most() + " times";
    }

    private static List<String> names(Settings with, String key) {
        return with.has(key) ? List.copyOf(with.texts(key)) : List.of();
    }
}
