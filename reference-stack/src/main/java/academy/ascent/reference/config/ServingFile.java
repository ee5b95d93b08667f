package academy.ascent.reference.config;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
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

    /** A longer file is refused. */
    public static final int LONGEST_FILE_BYTES = 1 << 20;

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
        Section section = new Section(
                file,
                "",
                root,
                Set.of(
                        "server",
                        "models",
                        "routes",
                        "drift",
                        "explanations",
                        "registry",
                        "tenants",
                        "access",
                        "tracing",
                        "prices"));
        ServerConfig server = server(section);
        List<ModelConfig> models = new ModelsSection(folder).read(section);
        return new ServingConfig(
                server,
                models,
                new RoutesSection(folder).read(section, models),
                new DriftSection(folder).read(section),
                new ExplanationSection(folder).read(section),
                new RegistrySection(folder).read(section, models),
                new AccessSection(folder).read(section),
                TracingSection.read(section),
                PricesSection.read(section));
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
        } catch (YAMLException | IllegalArgumentException e) {
            // SnakeYAML refuses some tags by the latter.
            throw InvalidConfig.in(file, "malformed YAML: " + e.getMessage());
        }
    }

    private static ServerConfig server(Section root) {
        ServerConfig usual = ServerConfig.DEFAULT;
        return root.section(
                        "server",
                        Set.of("host", "port", "grpc-port", "max-body", "max-connections", "max-body-in-flight"))
                .map(section -> new ServerConfig(
                        section.text("host").orElse(usual.host()),
                        section.wholeNumber("port", 0, 65535, usual.port()),
                        grpcPort(section),
                        Math.toIntExact(section.bytes("max-body", 1024, 1 << 30, usual.maxBody())),
                        section.wholeNumber("max-connections", 1, 65535, usual.maxConnections()),
                        maxBodyInFlight(section)))
                .orElse(usual);
    }

    private static OptionalInt grpcPort(Section section) {
        if (section.node("grpc-port").isEmpty()) {
            return OptionalInt.empty();
        }
        int port = section.wholeNumber("grpc-port", 0, 65535, 0);
        if (port != 0 && port == section.wholeNumber("port", 0, 65535, ServerConfig.DEFAULT.port())) {
            throw section.fault("grpc-port", "HTTP and gRPC cannot both listen on port " + port + "; choose another");
        }
        return OptionalInt.of(port);
    }

    private static OptionalLong maxBodyInFlight(Section section) {
        if (section.node("max-body-in-flight").isEmpty()) {
            return OptionalLong.empty();
        }
        long bytes = section.bytes("max-body-in-flight", 1024, 1L << 36, 0);
        long one = section.bytes("max-body", 1024, 1 << 30, ServerConfig.DEFAULT.maxBody());
        if (bytes < one) {
            throw section.fault(
                    "max-body-in-flight", "max-body-in-flight must be at least max-body, " + one + " bytes");
        }
        return OptionalLong.of(bytes);
    }
}
