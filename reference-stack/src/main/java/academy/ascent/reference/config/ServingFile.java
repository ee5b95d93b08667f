package academy.ascent.reference.config;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/** Reads a folder's {@code serving.yaml}. */
public final class ServingFile {
    /** The name of the file. */
    public static final String NAME = "serving.yaml";

    private static final long LONGEST_FILE_BYTES = 1 << 20;
    private static final String PLAIN_NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}";

    private final Path folder;
    private final Path file;

    private ServingFile(Path folder) {
        this.folder = folder;
        this.file = folder.resolve(NAME);
    }

    /**
     * What the folder's file declares.
     *
     * @throws InvalidConfig if the file is missing or not wholly right
     */
    public static ServingConfig read(Path folder) {
        return new ServingFile(folder).read();
    }

    private ServingConfig read() {
        Node root = compose(content());
        if (root == null) {
            throw InvalidConfig.in(file, "is empty; declare at least one model under \"models\"");
        }
        Section section = new Section(file, "", root, Set.of("server", "models", "drift"));
        return new ServingConfig(
                section.node("server").map(this::server).orElse(ServerConfig.DEFAULT),
                models(section),
                new DriftSection(folder).read(section));
    }

    private String content() {
        if (!Files.isRegularFile(file)) {
            throw InvalidConfig.in(file, "no such file; serve a folder that holds " + NAME);
        }
        try {
            if (Files.size(file) > LONGEST_FILE_BYTES) {
                throw InvalidConfig.in(file, "is greater than 1 MiB; a serving.yaml is a few lines");
            }
            return Files.readString(file);
        } catch (CharacterCodingException _) {
            throw InvalidConfig.in(file, "is not UTF-8; save it as UTF-8 text");
        } catch (IOException e) {
            throw InvalidConfig.in(file, "cannot be read (" + e.getMessage() + "); check its permissions");
        }
    }

    private @Nullable Node compose(String content) {
        try {
            return new Yaml(new LoaderOptions()).compose(new StringReader(content));
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            throw InvalidConfig.at(file, line, "malformed YAML: " + e.getProblem());
        } catch (YAMLException e) {
            throw InvalidConfig.in(file, "malformed YAML: " + e.getMessage());
        }
    }

    private ServerConfig server(Node node) {
        Section section = new Section(file, "server", node, Set.of("host", "port"));
        return new ServerConfig(
                section.text("host").orElse(ServerConfig.DEFAULT.host()),
                section.wholeNumber("port", 0, 65535, ServerConfig.DEFAULT.port()));
    }

    private List<ModelConfig> models(Section root) {
        Node list = root.node("models")
                .orElseThrow(() -> root.fault("models", "\"models\" is missing; declare at least one model"));
        List<ModelConfig> models = new ArrayList<>();
        for (Node node : root.items("models", list)) {
            ModelConfig model = model(node, "models[" + models.size() + "]");
            if (models.stream().anyMatch(other -> other.name().equals(model.name()))) {
                throw model.source().fault("name", "two models have the name \"" + model.name() + "\"; rename one");
            }
            models.add(model);
        }
        return List.copyOf(models);
    }

    private ModelConfig model(Node node, String path) {
        Section section = new Section(
                file, path, node, Set.of("name", "path", "version", "columns", "outputs", "threads", "keep-loaded"));
        return new ModelConfig(
                plainName(section, "name", section.requiredText("name")),
                plainName(section, "version", section.text("version").orElse("1")),
                modelFile(section),
                section.texts("columns"),
                section.texts("outputs"),
                section.wholeNumber("threads", 1, 64, 1),
                keepLoaded(section),
                section.source());
    }

    private static String plainName(Section section, String key, String value) {
        if (!value.matches(PLAIN_NAME)) {
            throw section.fault(
                    key, key + " \"" + value + "\" cannot stand in an address; use letters, digits, '.', '_' and '-'");
        }
        return value;
    }

    private Path modelFile(Section section) {
        String path = section.requiredText("path");
        if (path.indexOf('\0') >= 0) {
            throw section.fault("path", "path holds a NUL character; take it out");
        }
        Path root = folder.toAbsolutePath().normalize();
        Path model = root.resolve(path).normalize();
        if (Path.of(path).isAbsolute() || !model.startsWith(root)) {
            throw section.fault(
                    "path", "path \"" + path + "\" climbs out of the served folder; put the model inside it");
        }
        if (!Files.isRegularFile(model)) {
            throw section.fault("path", "there is no model \"" + path + "\" in the served folder");
        }
        try {
            if (!model.toRealPath().startsWith(root.toRealPath())) {
                throw section.fault(
                        "path", "path \"" + path + "\" is a link out of the served folder; copy the model into it");
            }
        } catch (IOException e) {
            throw section.fault("path", "model \"" + path + "\" cannot be read (" + e.getMessage() + ")");
        }
        return model;
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
}
