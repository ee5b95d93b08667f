package academy.ascent.sandbox.classes;

import academy.ascent.sandbox.SandboxClass;
import academy.ascent.sandbox.SandboxClass.Gpus;
import academy.ascent.sandbox.SandboxClass.Stay;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a file of sandbox classes: every field of every class is there once, in its unit, and no other. */
final class ClassesFile {
    private static final String NAME = "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?";
    private static final String DEVICE = "[a-z0-9]([-.a-z0-9]*[a-z0-9])?/[A-Za-z0-9]([-._A-Za-z0-9]*[A-Za-z0-9])?";
    private static final Pattern CPU = Pattern.compile("(\\d{1,6})(m?)");
    private static final Pattern BYTES = Pattern.compile("(\\d{1,6})([KMGT])i");
    private static final Pattern TIME = Pattern.compile("(\\d{1,5})([smh])");

    private ClassesFile() {}

    /**
     * The classes of a text by their names, in its order.
     *
     * @param file its name in messages
     * @throws academy.ascent.sandbox.SandboxException with code {@code BROKEN}, with file, line, and what is right
     */
    static Map<String, SandboxClass> parse(String file, String text) {
        Fields all = Fields.parse(file, text);
        Map<String, SandboxClass> classes = new LinkedHashMap<>();
        for (String name : all.keys()) {
            if (!name.matches(NAME)) {
                throw all.problem(name, "is not the name of a class; use lower-case letters, digits and hyphens");
            }
            classes.put(name, read(name, all.mapping(name)));
        }
        return classes;
    }

    private static SandboxClass read(String name, Fields fields) {
        fields.allowing(
                "cpu",
                "memory",
                "pods",
                "processes",
                "storage",
                "volumes",
                "services",
                "gpu",
                "idle",
                "lifetime",
                "extensions");
        return new SandboxClass(
                name,
                (int) fields.parsed("cpu", "cores, such as 1500m or 2", ClassesFile::millis),
                fields.parsed("memory", "a size such as 512Mi or 1Gi", ClassesFile::bytes),
                fields.integer("pods", 1, 1000),
                fields.integer("processes", 1, 100_000),
                fields.parsed("storage", "a size such as 512Mi or 1Gi", ClassesFile::bytes),
                fields.integer("volumes", 0, 1000),
                fields.integer("services", 0, 1000),
                fields.has("gpu") ? Optional.of(gpus(fields.mapping("gpu"))) : Optional.empty(),
                Optional.of(stay(fields)));
    }

    private static Gpus gpus(Fields fields) {
        fields.allowing("resource", "count", "minutes-a-week");
        String resource = fields.text("resource");
        if (!resource.matches(DEVICE)) {
            throw fields.problem("resource", "is '" + resource + "'; write a device such as nvidia.com/gpu");
        }
        return new Gpus(
                resource, fields.integer("count", 1, 1000), Duration.ofMinutes(fields.integer("minutes-a-week", 1, (int)
                        Duration.ofDays(7).toMinutes())));
    }

    private static Stay stay(Fields fields) {
        Duration idle = time(fields, "idle");
        Duration lifetime = time(fields, "lifetime");
        if (idle.compareTo(lifetime) > 0) {
            throw fields.problem("idle", "is longer than the lifetime; shorten it");
        }
        return new Stay(idle, lifetime, fields.integer("extensions", 0, 1000));
    }

    private static Duration time(Fields fields, String key) {
        return Duration.ofSeconds(
                fields.parsed(key, "a time with its unit, such as 90s, 30m or 4h", ClassesFile::seconds));
    }

    private static OptionalLong millis(String text) {
        Matcher match = CPU.matcher(text);
        return match.matches()
                ? positive(Long.parseLong(match.group(1)) * (match.group(2).isEmpty() ? 1000 : 1))
                : OptionalLong.empty();
    }

    private static OptionalLong bytes(String text) {
        Matcher match = BYTES.matcher(text);
        return match.matches()
                ? positive(Long.parseLong(match.group(1)) << 10 * ("KMGT".indexOf(match.group(2)) + 1))
                : OptionalLong.empty();
    }

    private static OptionalLong seconds(String text) {
        Matcher match = TIME.matcher(text);
        if (!match.matches()) {
            return OptionalLong.empty();
        }
        long seconds = switch (match.group(2)) {
            case "s" -> 1;
            case "m" -> 60;
            default -> 3600;
        };
        return positive(Long.parseLong(match.group(1)) * seconds);
    }

    private static OptionalLong positive(long amount) {
        return amount > 0 ? OptionalLong.of(amount) : OptionalLong.empty();
    }
}
