package academy.ascent.grader.lab;

import academy.ascent.sandbox.SandboxClass;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** The sandbox classes that labs may name, kept in {@code sandbox-classes.yaml}. */
public final class SandboxClasses {
    private static final Map<String, SandboxClass> ALL = load();

    private SandboxClasses() {}

    /** Every class by name. */
    public static Map<String, SandboxClass> all() {
        return ALL;
    }

    static SandboxClass named(Settings yaml, String key) {
        SandboxClass found = ALL.get(yaml.text(key));
        if (found == null) {
            throw yaml.problem(key, "is not a sandbox class; use one of " + String.join(", ", ALL.keySet()));
        }
        return found;
    }

    private static Map<String, SandboxClass> load() {
        String name = "sandbox-classes.yaml";
        try (InputStream in = SandboxClasses.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not in the jar");
            }
            Settings yaml = YamlFile.parse(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
            Map<String, SandboxClass> classes = new TreeMap<>();
            for (String key : yaml.keys()) {
                Settings limits = yaml.mapping(key).allowing("cpu-millis", "memory", "pods", "processes");
                classes.put(
                        key,
                        new SandboxClass(
                                key,
                                limits.integer("cpu-millis", 1, 1_000_000),
                                limits.bytes("memory"),
                                limits.integer("pods", 1, 1000),
                                limits.integer("processes", 1, 100_000)));
            }
            return Map.copyOf(classes);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + name, e);
        }
    }
}
