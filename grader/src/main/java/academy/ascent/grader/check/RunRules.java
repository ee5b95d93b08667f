package academy.ascent.grader.check;

import academy.ascent.grader.mlflow.MetricPoint;
import academy.ascent.grader.mlflow.MlflowRun;
import academy.ascent.grader.submission.Value;
import academy.ascent.grader.submission.YamlText;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** What one MLflow run must tell. */
final class RunRules {
    /** MLflow is younger. */
    private static final long EARLIEST = Instant.parse("2018-01-01T00:00:00Z").toEpochMilli();

    /** Clocks of two machines may differ so far. */
    private static final long SLACK_MILLIS = 2000;

    private final TrackingSettings settings;
    private final InstantSource clock;
    private final Faults faults;

    RunRules(TrackingSettings settings, InstantSource clock, Faults faults) {
        this.settings = settings;
        this.clock = clock;
        this.faults = faults;
    }

    void check(MlflowRun run) {
        Optional<Times> times = times(run);
        settings.params().stream().filter(name -> !run.hasParam(name)).forEach(name -> missing(run, "param", name));
        settings.tags().stream().filter(name -> !run.hasTag(name)).forEach(name -> missing(run, "tag", name));
        settings.metrics().forEach(metric -> metric(run, metric, times));
        settings.seed().ifPresent(name -> seed(run, name));
        settings.dataHash().ifPresent(name -> dataHash(run, name));
        if (settings.model()) {
            model(run);
        }
    }

    /** When a run began and ended, in milliseconds since 1970. */
    private record Times(long start, long end) {}

    private Optional<Times> times(MlflowRun run) {
        Value started = run.meta().get("start_time");
        Value ended = run.meta().get("end_time");
        if (started.number().isEmpty() || ended.number().isEmpty()) {
            faults.add(
                    run.file(),
                    started.number().isEmpty() ? started.line() : ended.line(),
                    "has no start_time and end_time in milliseconds, as a finished run has.");
            return Optional.empty();
        }
        Times times = new Times(
                started.number().get().longValue(), ended.number().get().longValue());
        if (times.start < EARLIEST
                || times.end > clock.millis() + Duration.ofDays(1).toMillis()) {
            faults.add(
                    run.file(),
                    started.line(),
                    "ran at a time that cannot be: " + instant(times.start) + " to " + instant(times.end) + ".");
            return Optional.empty();
        }
        if (times.end < times.start) {
            faults.add(run.file(), ended.line(), "ended before it began.");
            return Optional.empty();
        }
        long took = times.end - times.start;
        settings.lasts()
                .filter(least -> took < least.toMillis())
                .ifPresent(least -> faults.add(
                        run.file(),
                        ended.line(),
                        "took " + took + " ms, and what was asked takes " + Words.seconds(least)
                                + " at least: log while the training runs, not afterwards."));
        return Optional.of(times);
    }

    private void metric(MlflowRun run, TrackingSettings.Metric asked, Optional<Times> times) {
        String file = run.metricFile(asked.name());
        if (!run.hasMetric(asked.name())) {
            missing(run, "metric", asked.name());
            return;
        }
        List<MetricPoint> points = faults.take(run.metric(asked.name())).orElse(List.of());
        if (points.size() < asked.points()) {
            faults.add(file, 0, "has " + points.size() + " values; " + asked.points() + " are asked, one a step.");
        }
        MetricPoint before = null;
        for (MetricPoint point : points) {
            if (!ordered(file, before, point) || !inRange(file, asked, point) || !during(file, times, point)) {
                return;
            }
            before = point;
        }
    }

    private boolean ordered(String file, @org.jspecify.annotations.Nullable MetricPoint before, MetricPoint point) {
        if (before != null && (point.epochMillis() < before.epochMillis() || point.step() < before.step())) {
            faults.add(
                    file,
                    point.line(),
                    "goes back in " + (point.step() < before.step() ? "steps" : "time")
                            + ": a history is logged forwards. Log each value once, when it is known.");
            return false;
        }
        return true;
    }

    private boolean inRange(String file, TrackingSettings.Metric asked, MetricPoint point) {
        if (!Double.isFinite(point.value()) || point.value() < asked.least() || point.value() > asked.most()) {
            faults.add(
                    file,
                    point.line(),
                    "is " + (Double.isFinite(point.value()) ? Double.toString(point.value()) : "no finite number")
                            + ", and " + asked.name() + " lies from " + asked.least() + " to " + asked.most() + ".");
            return false;
        }
        return true;
    }

    private boolean during(String file, Optional<Times> times, MetricPoint point) {
        if (times.isPresent()
                && (point.epochMillis() < times.get().start - SLACK_MILLIS
                        || point.epochMillis() > times.get().end + SLACK_MILLIS)) {
            faults.add(
                    file,
                    point.line(),
                    "was logged at " + instant(point.epochMillis()) + ", and the run lasted from "
                            + instant(times.get().start) + " to " + instant(times.get().end)
                            + ": it was not logged by the run. Log it while the run is active.");
            return false;
        }
        return true;
    }

    private void seed(MlflowRun run, String name) {
        if (!run.hasParam(name)) {
            missing(run, "param", name);
            return;
        }
        faults.take(run.param(name))
                .filter(text -> !text.strip().matches("\\d{1,19}"))
                .ifPresent(text -> faults.add(
                        run.path() + "/params/" + name,
                        1,
                        "is '" + Words.clip(text, 40) + "', which is no seed; log the whole number that was used."));
    }

    private void dataHash(MlflowRun run, String name) {
        if (!run.hasTag(name) && !run.hasParam(name)) {
            missing(run, "tag or param", name);
            return;
        }
        String file = run.path() + (run.hasTag(name) ? "/tags/" : "/params/") + name;
        faults.take(run.hasTag(name) ? run.tag(name) : run.param(name))
                .filter(text -> !text.strip().matches("(?i)([a-z0-9-]+:)?[0-9a-f]{32,128}"))
                .ifPresent(text -> faults.add(
                        file,
                        1,
                        "is '" + Words.clip(text, 40) + "', which is no hash; log the SHA-256 of the data that was"
                                + " read, in hex."));
    }

    private void model(MlflowRun run) {
        if (run.models().isEmpty()) {
            faults.add(run.file(), 0, "has no model: no MLmodel lies in its artifacts. Log the model.");
        }
        for (String folder : run.models()) {
            String file = folder + "/MLmodel";
            faults.take(YamlText.document(run.workspace(), file)).ifPresent(model -> {
                for (String side : List.of("inputs", "outputs")) {
                    if (model.at("signature", side).words().length() < "[{}]".length()) {
                        faults.add(
                                file,
                                model.get("signature").line(),
                                "has no signature." + side + "; log the model with a signature.");
                    }
                }
            });
        }
    }

    private void missing(MlflowRun run, String what, String name) {
        faults.add(run.file(), 0, "has no " + what + " '" + name + "'; log it.");
    }

    private static String instant(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}
