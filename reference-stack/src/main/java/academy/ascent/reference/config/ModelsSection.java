package academy.ascent.reference.config;

import academy.ascent.reference.config.ExecutionConfig.Batching;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads {@code models}. */
final class ModelsSection {
    private static final Set<String> KEYS = Set.of(
            "name",
            "path",
            "version",
            "columns",
            "outputs",
            "threads",
            "keep-loaded",
            "load",
            "instances",
            "queue",
            "batching",
            "cache");
    private static final int MOST_ROWS = 4096;
    private static final String PLAIN_NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}";

    private final Path folder;

    ModelsSection(Path folder) {
        this.folder = folder;
    }

    List<ModelConfig> read(Section root) {
        List<Section> sections = root.sections("models", KEYS);
        if (sections.isEmpty()) {
            throw root.fault("models", "\"models\" is missing; declare at least one model");
        }
        List<ModelConfig> models = new ArrayList<>();
        for (Section section : sections) {
            ModelConfig model = model(section);
            for (ModelConfig other : models) {
                if (other.name().equals(model.name()) && other.version().equals(model.version())) {
                    throw section.fault(
                            "name",
                            "two models have the name \"" + model.name() + "\" and the version \"" + model.version()
                                    + "\"; give one of them another");
                }
            }
            models.add(model);
        }
        return List.copyOf(models);
    }

    private ModelConfig model(Section section) {
        ModelFile model = ModelFile.in(folder, section);
        return new ModelConfig(
                plainName(section, "name", section.requiredText("name")),
                plainName(section, "version", section.text("version").orElse("1")),
                model.file(),
                section.node("columns").isPresent() ? section.texts("columns") : model.columns(),
                section.texts("outputs"),
                section.wholeNumber("threads", 1, 64, 1),
                keepLoaded(section),
                section.choice("load", ModelConfig.LoadTime.class, ModelConfig.LoadTime.START),
                execution(section),
                cache(section),
                section.source());
    }

    /** A name that can stand in an address. */
    static String plainName(Section section, String key, String value) {
        if (!value.matches(PLAIN_NAME)) {
            throw section.fault(
                    key, key + " \"" + value + "\" cannot stand in an address; use letters, digits, '.', '_' and '-'");
        }
        return value;
    }

    private static KeepLoaded keepLoaded(Section section) {
        String value = section.text("keep-loaded").orElse("always");
        if (value.equals("always")) {
            return new KeepLoaded.Always();
        }
        Duration idle = TimeSpan.parse(value)
                .orElseThrow(() -> section.fault(
                        "keep-loaded", "keep-loaded must be \"always\" or a duration such as 0s, 500ms, 30s, 5m"));
        return new KeepLoaded.WhileUsed(idle);
    }

    private static ExecutionConfig execution(Section section) {
        ExecutionConfig usual = ExecutionConfig.DEFAULT;
        Optional<Section> queue = section.section("queue", Set.of("size", "timeout"));
        return new ExecutionConfig(
                section.wholeNumber("instances", 1, 64, usual.instances()),
                queue.map(given -> given.wholeNumber("size", 1, 100_000, usual.queue()))
                        .orElse(usual.queue()),
                queue.map(given -> given.duration("timeout", usual.timeout())).orElse(usual.timeout()),
                section.section("batching", Set.of("max-size", "max-delay", "mode"))
                        .map(ModelsSection::batching));
    }

    private static Batching batching(Section section) {
        return new Batching(
                section.wholeNumber("max-size", 2, MOST_ROWS, 32),
                section.duration("max-delay", Duration.ofMillis(1)),
                section.choice("mode", Batching.Mode.class, Batching.Mode.ADAPTIVE));
    }

    private static Optional<CacheConfig> cache(Section section) {
        return section.section("cache", Set.of("max-bytes", "ttl"))
                .map(given -> new CacheConfig(
                        given.bytes("max-bytes", 1024, 1L << 34, 16L << 20),
                        given.duration("ttl", Duration.ofMinutes(5))));
    }
}
