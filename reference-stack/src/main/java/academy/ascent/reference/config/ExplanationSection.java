package academy.ascent.reference.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads {@code explanations}: what can be explained. */
final class ExplanationSection {
    private static final Set<String> KEYS = Set.of(
            "name",
            "reference",
            "reference-rows",
            "columns",
            "output",
            "index",
            "samples",
            "standard-error",
            "seed",
            "at-once",
            "timeout");
    private static final int FEWEST_SAMPLES = 8;
    private static final int MOST_SAMPLES = 100_000;

    private final Path folder;

    ExplanationSection(Path folder) {
        this.folder = folder;
    }

    List<ExplanationConfig> read(Section root) {
        List<ExplanationConfig> explanations = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Section section : root.sections("explanations", KEYS)) {
            ExplanationConfig explanation = explanation(section);
            if (!names.add(explanation.predictor())) {
                throw section.fault("name", "\"" + explanation.predictor() + "\" is explained twice; leave one out");
            }
            explanations.add(explanation);
        }
        return List.copyOf(explanations);
    }

    private ExplanationConfig explanation(Section section) {
        return new ExplanationConfig(
                section.requiredText("name"),
                ServedFile.of(folder, section, "reference", "reference data"),
                section.wholeNumber("reference-rows", 1, 10_000, 200),
                section.texts("columns"),
                section.requiredText("output"),
                section.wholeNumber("index", 0, 1_000_000, 0),
                section.wholeNumber("samples", FEWEST_SAMPLES, MOST_SAMPLES, 200),
                section.decimal("standard-error", 0, 1_000_000, 0),
                section.wholeNumber("seed", 0, 999_999_999, 1),
                section.wholeNumber("at-once", 1, 64, 1),
                section.duration("timeout", Duration.ofSeconds(10)),
                section.source());
    }
}
