package academy.ascent.platform;

import academy.ascent.platform.config.Settings;
import academy.ascent.platform.database.StateFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The whole platform on a database of its own, answering on a free port of loopback. */
public final class PlatformUnderTest implements AutoCloseable {
    private final Path folder;
    private final Platform platform;
    private final URI address;

    private PlatformUnderTest(Path folder, Platform platform, URI address) {
        this.folder = folder;
        this.platform = platform;
        this.address = address;
    }

    public static PlatformUnderTest start() {
        return start(Map.of());
    }

    /** Starts with further configuration, by property name. */
    public static PlatformUnderTest start(Map<String, Object> configuration) {
        try {
            var folder = Files.createTempDirectory("ascent-platform");
            var database = TestDatabase.create();
            var properties = new HashMap<>(configuration);
            properties.put("datasources.default.username", database.user());
            properties.put("datasources.default.password", database.password());
            var settings = new Settings(home(), folder, freePort(), Optional.of(database.url()), properties);
            var platform = Platform.start(settings, StateFolder.take(folder).orElseThrow());
            return new PlatformUnderTest(folder, platform, platform.serve());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI address() {
        return address;
    }

    public <T> T bean(Class<T> type) {
        return platform.bean(type);
    }

    public Platform platform() {
        return platform;
    }

    /** The state folder, which stands in the command lines of its gradings. */
    public Path state() {
        return folder;
    }

    /** A new browser without cookies. */
    public Browser browser() {
        return new Browser(address);
    }

    @Override
    public void close() {
        platform.close();
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The root of the checkout. */
    public static Path home() {
        var folder = Path.of("").toAbsolutePath();
        return Files.exists(folder.resolve("labs")) ? folder : folder.getParent();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
