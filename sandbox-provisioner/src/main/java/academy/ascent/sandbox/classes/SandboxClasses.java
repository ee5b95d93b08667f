package academy.ascent.sandbox.classes;

import academy.ascent.sandbox.SandboxClass;
import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.SandboxException.Code;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The sandbox classes that may be named. */
public final class SandboxClasses {
    private static final String VARIABLE = "ASCENT_SANDBOX_CLASSES";
    private static final String SHIPPED = "sandbox-classes.yaml";

    private final Map<String, SandboxClass> byName;

    private SandboxClasses(Map<String, SandboxClass> byName) {
        this.byName = Collections.unmodifiableMap(byName);
    }

    /**
     * The classes of this process: the shipped ones and, over them, those of the file that the environment variable {@code
     * ASCENT_SANDBOX_CLASSES} names. They are read again at each call.
     *
     * @throws SandboxException with code {@code BROKEN} if that file cannot be used; the message has file and line
     */
    public static SandboxClasses inUse() {
        return of(System.getenv());
    }

    /** The same for given environment variables. */
    static SandboxClasses of(Map<String, String> environment) {
        Map<String, SandboxClass> classes = new TreeMap<>(ClassesFile.parse(SHIPPED, shipped()));
        String own = environment.getOrDefault(VARIABLE, "");
        if (!own.isBlank()) {
            classes.putAll(ClassesFile.parse(own, read(Path.of(own))));
        }
        return new SandboxClasses(classes);
    }

    private static String shipped() {
        try (InputStream file = SandboxClasses.class.getResourceAsStream(SHIPPED)) {
            if (file == null) {
                throw new IllegalStateException(SHIPPED + " is not in the jar");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new SandboxException(
                    Code.BROKEN,
                    VARIABLE + " names " + file + ", which cannot be read (" + unreadable
                            + "); name a YAML file of sandbox classes, or leave the variable out",
                    unreadable);
        }
    }

    public Optional<SandboxClass> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    public SortedSet<String> names() {
        return new TreeSet<>(byName.keySet());
    }
}
