package academy.ascent.grader.check;

import academy.ascent.grader.lab.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What {@code tracking} asks of every finished run.
 *
 * @param folder of MLflow's file store
 * @param experiment whose runs are judged; absent for all
 * @param runs the least number of finished runs
 * @param seed the param that holds the seed, a whole number
 * @param dataHash the tag or param that holds the hash of the data: 32 to 128 hex digits
 * @param lasts the least time that a run takes
 * @param model whether a model must be logged with a signature
 */
record TrackingSettings(
        String folder,
        Optional<String> experiment,
        int runs,
        List<String> params,
        List<String> tags,
        List<Metric> metrics,
        Optional<String> seed,
        Optional<String> dataHash,
        Optional<Duration> lasts,
        boolean model) {

    /**
     * A metric that must be logged.
     *
     * @param least the least value that it can have
     * @param most the largest value that it can have
     * @param points the least number of logged values
     */
    record Metric(String name, double least, double most, int points) {

        static Metric read(Settings metric) {
            metric.allowing("name", "least", "most", "points");
            double least = bound(metric, "least", Double.NEGATIVE_INFINITY);
            double most = bound(metric, "most", Double.POSITIVE_INFINITY);
            if (least > most) {
                throw metric.problem("least", "is above most; exchange them");
            }
            return new Metric(
                    key(metric, "name", metric.text("name")),
                    least,
                    most,
                    metric.has("points") ? metric.integer("points", 1, 100_000) : 1);
        }

        private static double bound(Settings metric, String key, double fallback) {
            if (!metric.has(key)) {
                return fallback;
            }
            String text = metric.text(key);
            if (!text.matches("-?\\d{1,9}(\\.\\d{1,9})?([eE][-+]?\\d{1,2})?")) {
                throw metric.problem(key, "is '" + text + "'; write a number");
            }
            return Double.parseDouble(text);
        }
    }

    static TrackingSettings read(Settings with) {
        with.allowing(
                "folder", "experiment", "runs", "params", "tags", "metrics", "seed", "data-hash", "lasts", "model");
        if (with.has("model") && !with.text("model").equals("with-signature")) {
            throw with.problem("model", "must be with-signature, or absent where no model is asked");
        }
        return new TrackingSettings(
                with.has("folder") ? key(with, "folder", with.text("folder")) : "mlruns",
                with.has("experiment") ? Optional.of(with.text("experiment")) : Optional.empty(),
                with.has("runs") ? with.integer("runs", 1, 500) : 1,
                keys(with, "params"),
                keys(with, "tags"),
                with.has("metrics")
                        ? with.mappings("metrics").stream().map(Metric::read).toList()
                        : List.of(),
                with.has("seed") ? Optional.of(key(with, "seed", with.text("seed"))) : Optional.empty(),
                with.has("data-hash") ? Optional.of(key(with, "data-hash", with.text("data-hash"))) : Optional.empty(),
                with.has("lasts") ? Optional.of(with.duration("lasts")) : Optional.empty(),
                with.has("model"));
    }

    /** What is asked, in a sentence. */
    String words() {
        List<String> parts = new ArrayList<>();
        parts.add("at least " + runs + " finished MLflow " + (runs == 1 ? "run" : "runs") + " below " + folder
                + experiment.map(name -> " in the experiment " + name).orElse("") + ", each with times that fit");
        if (!params.isEmpty()) {
            parts.add("the params " + String.join(", ", params));
        }
        if (!tags.isEmpty()) {
            parts.add("the tags " + String.join(", ", tags));
        }
        for (Metric metric : metrics) {
            parts.add("the metric " + metric.name());
        }
        seed.ifPresent(name -> parts.add("its seed in " + name));
        dataHash.ifPresent(name -> parts.add("the hash of its data in " + name));
        if (model) {
            parts.add("its model with a signature");
        }
        return String.join("; ", parts) + ".";
    }

    private static List<String> keys(Settings with, String key) {
        List<String> names = new ArrayList<>();
        if (with.has(key)) {
            with.texts(key).forEach(name -> names.add(key(with, key, name)));
        }
        return List.copyOf(names);
    }

    /** Names become paths. */
    private static String key(Settings with, String key, String name) {
        if (!name.matches("[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*") || name.contains("..")) {
            throw with.problem(key, "holds '" + name + "'; use letters, digits, and . _ - / between them");
        }
        return name;
    }
}
