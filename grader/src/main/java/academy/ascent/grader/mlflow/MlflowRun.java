package academy.ascent.grader.mlflow;

import academy.ascent.grader.submission.Reading;
import academy.ascent.grader.submission.Value;
import academy.ascent.grader.submission.Workspace;
import academy.ascent.grader.submission.YamlText;
import java.util.ArrayList;
import java.util.List;

/**
 * A run of an experiment.
 *
 * @param path its folder in the workspace
 * @param meta its {@code meta.yaml}
 * @param models the folders of the models that were logged by it, each with an {@code MLmodel}
 */
public record MlflowRun(Workspace workspace, String path, Value meta, List<String> models) {
    private static final int LONGEST_VALUE_BYTES = 16 << 10;

    /** MLflow's number of the status FINISHED. */
    private static final String FINISHED = "3";

    public MlflowRun {
        models = List.copyOf(models);
    }

    /** Where it is described. */
    public String file() {
        return path + "/meta.yaml";
    }

    /** Whether it ended well and was not deleted. */
    public boolean isFinished() {
        String status = meta.get("status").words();
        return (status.equals(FINISHED) || status.equals("FINISHED"))
                && meta.get("lifecycle_stage").words().equals("active");
    }

    public boolean hasParam(String name) {
        return workspace.holds(path + "/params/" + name);
    }

    public Reading<String> param(String name) {
        return workspace.text(path + "/params/" + name, LONGEST_VALUE_BYTES);
    }

    public boolean hasTag(String name) {
        return workspace.holds(path + "/tags/" + name);
    }

    public Reading<String> tag(String name) {
        return workspace.text(path + "/tags/" + name, LONGEST_VALUE_BYTES);
    }

    public boolean hasMetric(String name) {
        return workspace.holds(metricFile(name));
    }

    /** The file of a metric's history. */
    public String metricFile(String name) {
        return path + "/metrics/" + name;
    }

    /** A metric's history in the order in which it was logged. */
    public Reading<List<MetricPoint>> metric(String name) {
        return switch (workspace.text(metricFile(name), YamlText.MOST_BYTES)) {
            case Reading.Unusable<String> unusable -> new Reading.Unusable<>(unusable.fault());
            case Reading.Read<String> read -> points(metricFile(name), read.value());
        };
    }

    private static Reading<List<MetricPoint>> points(String file, String text) {
        List<MetricPoint> points = new ArrayList<>();
        int line = 0;
        for (String content : text.lines().toList()) {
            line++;
            if (content.isBlank()) {
                continue;
            }
            var point = MetricPoint.parse(line, content);
            if (point.isEmpty()) {
                return Reading.unusable(file, line, "is no line of a metric (milliseconds, value, step).");
            }
            points.add(point.get());
        }
        return new Reading.Read<>(List.copyOf(points));
    }
}
