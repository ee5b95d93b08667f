package academy.ascent.reference.config;

import academy.ascent.reference.config.DriftConfig.Detector;
import academy.ascent.reference.config.DriftConfig.Episodes;
import academy.ascent.reference.config.DriftConfig.Feedback;
import academy.ascent.reference.config.DriftConfig.Prediction;
import academy.ascent.reference.config.DriftConfig.Quality;
import academy.ascent.reference.config.DriftConfig.Retrain;
import academy.ascent.reference.config.DriftConfig.Stream;
import academy.ascent.reference.config.DriftConfig.Window;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code drift}: the monitors. */
final class DriftSection {
    private static final Set<String> KEYS = Set.of(
            "name",
            "reference",
            "columns",
            "types",
            "prediction",
            "window",
            "tests",
            "thresholds",
            "drifted-share",
            "streams",
            "quality",
            "max-rows-per-second",
            "seed",
            "feedback",
            "episodes",
            "retrain");
    private static final int MOST_ROWS = 10_000_000;
    private static final int MOST_KEPT = 10_000_000;

    private final Path folder;

    DriftSection(Path folder) {
        this.folder = folder;
    }

    List<DriftConfig> read(Section root) {
        List<DriftConfig> monitors = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Section section : root.sections("drift", KEYS)) {
            DriftConfig monitor = monitor(section);
            if (!names.add(monitor.name())) {
                throw section.fault(
                        "name", "\"" + monitor.name() + "\" has two monitors; put what they watch into one");
            }
            monitors.add(monitor);
        }
        return List.copyOf(monitors);
    }

    private DriftConfig monitor(Section section) {
        Optional<Prediction> prediction = section.section(
                        "prediction", Set.of("output", "index", "column", "positive", "cut"))
                .map(DriftSection::prediction);
        Optional<Feedback> feedback = section.section(
                        "feedback", Set.of("label", "accuracy", "keep", "window", "drop", "confidence"))
                .map(DriftSection::feedback);
        if (feedback.isPresent() && prediction.isEmpty()) {
            throw section.fault("feedback", "feedback needs to know what was predicted; declare \"prediction\"");
        }
        return new DriftConfig(
                section.requiredText("name"),
                ServedFile.of(folder, section, "reference", "reference data"),
                section.texts("columns"),
                section.choices("types", DriftConfig.Type.class),
                prediction,
                window(section),
                section.choices("tests", DriftConfig.Test.class),
                thresholds(section),
                aboveZero(section, "drifted-share", section.decimal("drifted-share", 0, 1, 0.5)),
                streams(section, prediction.isPresent(), feedback.isPresent()),
                quality(section),
                section.wholeNumber("max-rows-per-second", 1, 1_000_000, 2000),
                section.wholeNumber("seed", 0, Integer.MAX_VALUE, 1),
                feedback,
                episodes(section),
                section.section("retrain", Set.of("url", "secret-from", "attempts", "first-delay", "timeout"))
                        .map(DriftSection::retrain),
                section.source());
    }

    private static double aboveZero(Section section, String key, double value) {
        if (value == 0) {
            throw section.fault(key, key + " must be above 0");
        }
        return value;
    }

    private static Prediction prediction(Section section) {
        return new Prediction(
                section.requiredText("output"),
                section.wholeNumber("index", 0, 1_000_000, -1),
                section.text("column").orElse("prediction"),
                section.text("positive").orElse("1"),
                section.decimal("cut", 0, 1, 0.5),
                section.source());
    }

    private static Window window(Section monitor) {
        Optional<Section> given = monitor.section("window", Set.of("kind", "rows", "time", "panes", "least-rows"));
        if (given.isEmpty()) {
            return new Window(1000, Duration.ZERO, 1, 1000);
        }
        Section section = given.get();
        Duration time = section.duration("time", Duration.ZERO);
        int rows = section.wholeNumber("rows", 10, MOST_ROWS, time.isZero() ? 1000 : 0);
        boolean sliding = section.choice("kind", WindowKind.class, WindowKind.TUMBLING) == WindowKind.SLIDING;
        if (!sliding && section.node("panes").isPresent()) {
            throw section.fault("panes", "only a sliding window has panes; leave panes out or set kind: sliding");
        }
        int panes = section.wholeNumber("panes", 2, 100, sliding ? 10 : 1);
        int least = section.wholeNumber("least-rows", 10, MOST_ROWS, rows > 0 ? Math.min(rows, 100) : 100);
        if (rows > 0 && (least > rows || rows < panes)) {
            throw section.fault("rows", "rows must be at least least-rows (" + least + ") and panes (" + panes + ")");
        }
        if (!time.isZero() && time.toMillis() < 100L * panes) {
            throw section.fault("time", "time must be at least 100ms, and in a sliding window 100ms a pane");
        }
        return new Window(rows, time, panes, least);
    }

    private enum WindowKind {
        TUMBLING,
        SLIDING
    }

    private static Map<String, Double> thresholds(Section section) {
        Map<String, Double> thresholds = new HashMap<>();
        section.mapping("thresholds")
                .ifPresent(given -> given.keys()
                        .forEach(key ->
                                thresholds.put(key, aboveZero(given, key, given.decimal(key, 0, 1_000_000, 0)))));
        return Map.copyOf(thresholds);
    }

    private static List<Stream> streams(Section monitor, boolean predicts, boolean labelled) {
        List<Stream> streams = new ArrayList<>();
        for (Section section : monitor.sections("streams", Set.of("of", "detector"))) {
            String of = section.requiredText("of");
            if (of.equals(Stream.PREDICTION) && !predicts) {
                throw section.fault("of", "there are no predictions to follow; declare \"prediction\"");
            }
            if (of.equals(Stream.ERROR) && !labelled) {
                throw section.fault("of", "errors are known from labels only; declare \"feedback\"");
            }
            streams.add(new Stream(of, section.choice("detector", Detector.class, Detector.ADWIN), section.source()));
        }
        return List.copyOf(streams);
    }

    private static Quality quality(Section monitor) {
        Quality usual = new Quality(0.05, 0.05, 0.05, 0.05);
        return monitor.section("quality", Set.of("missing", "nan", "out-of-range", "new-category"))
                .map(section -> new Quality(
                        section.decimal("missing", 0, 1, usual.missing()),
                        section.decimal("nan", 0, 1, usual.notANumber()),
                        section.decimal("out-of-range", 0, 1, usual.outOfRange()),
                        section.decimal("new-category", 0, 1, usual.newCategory())))
                .orElse(usual);
    }

    private static Feedback feedback(Section section) {
        boolean declared = section.node("accuracy").isPresent();
        if (declared == section.node("label").isPresent()) {
            throw section.fault(
                    "label",
                    "feedback needs either label (the reference data's column of labels) or accuracy (a number)");
        }
        double confidence = section.decimal("confidence", 0.5, 0.999999, 0.95);
        return new Feedback(
                section.text("label").orElse(""),
                declared ? section.decimal("accuracy", 0, 1, 0) : Double.NaN,
                section.wholeNumber("keep", 1, MOST_KEPT, 10_000),
                section.wholeNumber("window", 10, MOST_ROWS, 1000),
                section.decimal("drop", 0, 1, 0.02),
                confidence,
                section.source());
    }

    private static Episodes episodes(Section monitor) {
        Episodes usual = new Episodes(2, 3, Duration.ofMinutes(10));
        return monitor.section("episodes", Set.of("begin-after", "end-after", "cool-down"))
                .map(section -> new Episodes(
                        section.wholeNumber("begin-after", 1, 1000, usual.beginAfter()),
                        section.wholeNumber("end-after", 1, 1000, usual.endAfter()),
                        section.duration("cool-down", usual.coolDown())))
                .orElse(usual);
    }

    private static Retrain retrain(Section section) {
        return new Retrain(
                address(section),
                section.requiredText("secret-from"),
                section.wholeNumber("attempts", 1, 20, 8),
                section.duration("first-delay", Duration.ofSeconds(1)),
                section.duration("timeout", Duration.ofSeconds(10)),
                section.source());
    }

    private static URI address(Section section) {
        String text = section.requiredText("url");
        try {
            URI url = new URI(text);
            boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            if (web && url.getHost() != null && url.getUserInfo() == null && url.getFragment() == null) {
                return url;
            }
        } catch (URISyntaxException _) {
            // Told below, as every other text that is no such address.
        }
        throw section.fault(
                "url", "url must be an http or https address such as https://pipeline.internal/retrain, without user");
    }
}
