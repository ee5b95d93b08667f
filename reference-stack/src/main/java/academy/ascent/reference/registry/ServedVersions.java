package academy.ascent.reference.registry;

import academy.ascent.reference.config.InvalidConfig;
import academy.ascent.reference.config.RegistryConfig;
import academy.ascent.reference.config.RegistryConfig.DeclaredLineage;
import academy.ascent.reference.registry.Entry.Event;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The versions that one configuration serves, and what is new to the registry among them. */
public final class ServedVersions {
    private final RegistryConfig config;
    private final List<VersionFile> files;
    private final List<News> news;

    private ServedVersions(RegistryConfig config, List<VersionFile> files, List<News> news) {
        this.config = config;
        this.files = files;
        this.news = news;
    }

    /** An entry that the log lacks. */
    record News(VersionFile file, Event event, Map<String, Object> facts) {}

    /** Says what the registry knows of a version. */
    interface Known {
        Optional<RegisteredVersion> find(String model, String version);
    }

    static ServedVersions of(RegistryConfig config, List<VersionFile> files, Known known) {
        List<News> news = new ArrayList<>();
        for (VersionFile file : files) {
            try {
                news(config, file, known.find(file.model(), file.version())).ifPresent(news::add);
            } catch (IOException e) {
                throw InvalidConfig.in(
                        file.file(),
                        "cannot be read for its digest, nor what it was trained on (" + e.getMessage() + ")");
            }
        }
        return new ServedVersions(config, List.copyOf(files), List.copyOf(news));
    }

    private static Optional<News> news(RegistryConfig config, VersionFile file, Optional<RegisteredVersion> known)
            throws IOException {
        String digest = Digests.of(file.file());
        if (known.isPresent() && known.get().digest().equals(digest)) {
            return Optional.empty();
        }
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("digest", digest);
        facts.put("lineage", lineage(config, file));
        known.ifPresent(before -> facts.put("from", before.stage().label()));
        return Optional.of(new News(file, known.isPresent() ? Event.CHANGED : Event.REGISTERED, facts));
    }

    private static Map<String, Object> lineage(RegistryConfig config, VersionFile file) throws IOException {
        Map<String, Object> facts = new LinkedHashMap<>();
        for (DeclaredLineage lineage : config.lineage()) {
            if (lineage.model().equals(file.model()) && lineage.version().equals(file.version())) {
                if (lineage.trainingData().isPresent()) {
                    facts.put(
                            "training_data_sha256",
                            Digests.of(lineage.trainingData().get()));
                }
                lineage.run().ifPresent(run -> facts.put("run", run));
                lineage.parent().ifPresent(parent -> facts.put("parent", parent));
            }
        }
        return facts;
    }

    RegistryConfig config() {
        return config;
    }

    List<News> news() {
        return news;
    }

    /** The version's file; none where it is not served. */
    Optional<Path> file(String model, String version) {
        return files.stream()
                .filter(file -> file.model().equals(model) && file.version().equals(version))
                .findFirst()
                .map(VersionFile::file);
    }
}
