package academy.ascent.reference.config;

import academy.ascent.reference.config.RegistryConfig.DeclaredLineage;
import academy.ascent.reference.config.RegistryConfig.StageGate;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads {@code registry}: where versions of models are kept account of, and what their promotion needs. */
final class RegistrySection {
    private static final Set<String> GATES = Set.of("golden-parity", "latency", "fairness", "approval");
    private static final Set<String> FAIRNESS_KEYS = Set.of(
            "data",
            "columns",
            "group",
            "label",
            "positive",
            "output",
            "index",
            "cut",
            "demographic-parity",
            "equalised-odds",
            "confidence");

    private final Path folder;

    RegistrySection(Path folder) {
        this.folder = folder;
    }

    Optional<RegistryConfig> read(Section root, List<ModelConfig> models) {
        Optional<Section> registry = root.section("registry", Set.of("folder", "gates", "lineage"));
        registry.ifPresent(_ -> models.forEach(RegistrySection::requireKept));
        return registry.map(section -> new RegistryConfig(
                stateFolder(section), gates(section, models), lineage(section, models), section.source()));
    }

    /** A session that a request opens is of whatever file is there by then, which nobody would have registered. */
    private static void requireKept(ModelConfig model) {
        if (!(model.keepLoaded() instanceof KeepLoaded.Always)) {
            throw model.source()
                    .fault(
                            "keep-loaded",
                            "with a registry keep-loaded must be always: a model that requests load again may by then"
                                    + " have another file than the registered one");
        }
    }

    /** A gate with a misspelt model would stand before nothing. */
    private static String known(Section section, List<ModelConfig> models) {
        String name = section.requiredText("model");
        if (models.stream().noneMatch(model -> model.name().equals(name))) {
            throw section.fault(
                    "model",
                    "there is no model \"" + name + "\"; models are "
                            + new TreeSet<>(
                                    models.stream().map(ModelConfig::name).toList()));
        }
        return name;
    }

    private Path stateFolder(Section section) {
        try {
            return folder.toAbsolutePath()
                    .resolve(section.requiredText("folder"))
                    .normalize();
        } catch (InvalidPathException e) {
            throw section.fault("folder", "folder is no path: " + e.getReason());
        }
    }

    private List<StageGate> gates(Section registry, List<ModelConfig> models) {
        List<StageGate> gates = new ArrayList<>();
        for (Section section : registry.sections(
                "gates", Set.of("stage", "model", "golden-parity", "latency", "fairness", "approval"))) {
            Stage stage = section.choice("stage", Stage.class, Stage.DEVELOPMENT);
            if (stage != Stage.STAGING && stage != Stage.PRODUCTION) {
                throw section.fault(
                        "stage", "stage must be staging or production: the one that the gate stands before");
            }
            gates.add(new StageGate(stage, section.text("model").map(_ -> known(section, models)), gate(section)));
        }
        return List.copyOf(gates);
    }

    private GateConfig gate(Section section) {
        List<String> kinds = section.keys().stream().filter(GATES::contains).toList();
        if (kinds.size() != 1) {
            throw section.fault(
                    "stage", "an entry of gates names one gate of golden-parity, latency, fairness, approval");
        }
        return switch (kinds.getFirst()) {
            case "golden-parity" -> goldenParity(part(section, "golden-parity", Set.of("cases", "tolerance")));
            case "latency" ->
                latency(part(
                        section, "latency", Set.of("cases", "p95", "requests", "warm-up", "confidence", "timeout")));
            case "fairness" -> fairness(part(section, "fairness", FAIRNESS_KEYS));
            default ->
                new GateConfig.Approval(
                        part(section, "approval", Set.of("people")).wholeNumber("people", 1, 10, 1));
        };
    }

    private static Section part(Section section, String key, Set<String> known) {
        return section.section(key, known).orElseThrow();
    }

    private GateConfig goldenParity(Section section) {
        return new GateConfig.GoldenParity(
                ServedFile.of(folder, section, "cases", "file of cases"), section.decimal("tolerance", 0, 1, 0.00001));
    }

    private GateConfig latency(Section section) {
        Duration p95 = section.duration("p95", Duration.ZERO);
        if (p95.isZero()) {
            throw section.fault("p95", "latency needs p95, a duration above 0s such as 20ms");
        }
        return new GateConfig.Latency(
                ServedFile.of(folder, section, "cases", "file of cases"),
                p95,
                section.wholeNumber("requests", 100, 1_000_000, 1000),
                section.wholeNumber("warm-up", 0, 1_000_000, 100),
                section.decimal("confidence", 0.5, 0.999999, 0.95),
                section.duration("timeout", Duration.ofMinutes(1)));
    }

    private GateConfig fairness(Section section) {
        Optional<Double> parity = bound(section, "demographic-parity");
        Optional<Double> odds = bound(section, "equalised-odds");
        if (parity.isEmpty() && odds.isEmpty()) {
            throw section.fault(
                    "data", "fairness needs a bound: demographic-parity or equalised-odds, such as 0.1, or both");
        }
        return new GateConfig.Fairness(
                ServedFile.of(folder, section, "data", "labelled data"),
                section.texts("columns"),
                section.requiredText("group"),
                section.requiredText("label"),
                section.text("positive").orElse("1"),
                section.requiredText("output"),
                section.wholeNumber("index", 0, 1_000_000, 0),
                section.decimal("cut", -1_000_000, 1_000_000, 0.5),
                parity,
                odds,
                section.decimal("confidence", 0.5, 0.999999, 0.95));
    }

    private static Optional<Double> bound(Section section, String key) {
        return section.node(key).map(_ -> section.decimal(key, 0, 1, 0));
    }

    private List<DeclaredLineage> lineage(Section registry, List<ModelConfig> models) {
        List<DeclaredLineage> lineage = new ArrayList<>();
        for (Section section :
                registry.sections("lineage", Set.of("model", "version", "training-data", "run", "parent"))) {
            Optional<Path> data = section.node("training-data")
                    .map(_ -> ServedFile.of(folder, section, "training-data", "training data"));
            lineage.add(new DeclaredLineage(
                    known(section, models),
                    section.text("version").orElse("1"),
                    data,
                    section.text("run"),
                    section.text("parent")));
        }
        return List.copyOf(lineage);
    }
}
