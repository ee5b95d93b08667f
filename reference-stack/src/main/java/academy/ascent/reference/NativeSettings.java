package academy.ascent.reference;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Settings of the libraries below, which read them from system properties before their first use. */
final class NativeSettings {
    private NativeSettings() {}

    static void apply() {
        // One event loop and small requests: a few arenas of small chunks instead of 4 MiB each.
        defaultTo("io.netty.allocator.type", "pooled");
        defaultTo("io.netty.allocator.numHeapArenas", "0");
        defaultTo("io.netty.allocator.numDirectArenas", "1");
        defaultTo("io.netty.allocator.maxOrder", "7");
        defaultTo("io.netty.maxDirectMemory", Integer.toString(48 << 20));
        // Else Netty loads the flight recorder's classes, which nobody here listens to.
        defaultTo("io.netty.jfr.enabled", "false");
        // Else ONNX Runtime unpacks 24 MB into the temporary folder, which may be memory, at each start.
        Path libraries = nativeLibraries();
        if (Files.isDirectory(libraries)) {
            defaultTo("onnxruntime.native.path", libraries.toString());
        }
    }

    private static void defaultTo(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    private static Path nativeLibraries() {
        boolean mac = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac");
        boolean arm = System.getProperty("os.arch").equals("aarch64");
        String platform = (mac ? "osx-" : "linux-") + (arm ? "aarch64" : "x64");
        return ownFolder().resolve("lib/ai/onnxruntime/native").resolve(platform);
    }

    /**
     * The folder of our jar. A JVM that takes classes from an AOT cache gives the place where the cache was trained for
     * that of the code, and none where that place is not there; started by {@code -jar} the class path has it.
     */
    private static Path ownFolder() {
        String classPath = System.getProperty("java.class.path", "");
        if (classPath.endsWith(".jar") && !classPath.contains(File.pathSeparator)) {
            return Path.of(classPath).toAbsolutePath().resolveSibling("");
        }
        try {
            Path code = Path.of(Main.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return code.resolveSibling("");
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the place of our own jar is no address", e);
        }
    }
}
