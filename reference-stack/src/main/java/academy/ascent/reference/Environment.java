package academy.ascent.reference;

import academy.ascent.reference.config.InvalidConfig;
import academy.ascent.reference.config.TimeSpan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * What the environment sets.
 *
 * @param drainDelay from {@code ASCENT_DRAIN_DELAY}, such as {@code 1s}
 * @param accessLog from {@code ASCENT_ACCESS_LOG}: {@code on} or {@code off}
 * @param variables all of them, for what the configuration names
 */
record Environment(Duration drainDelay, boolean accessLog, Map<String, String> variables) {
    static Environment read(Map<String, String> variables) {
        String delay = variables.getOrDefault("ASCENT_DRAIN_DELAY", "1s");
        String access = variables.getOrDefault("ASCENT_ACCESS_LOG", "off");
        if (!access.equals("on") && !access.equals("off")) {
            throw fault("ASCENT_ACCESS_LOG", "must be on or off, not \"" + access + "\"");
        }
        return new Environment(
                TimeSpan.parse(delay)
                        .orElseThrow(() -> fault(
                                "ASCENT_DRAIN_DELAY",
                                "must be a duration such as 0s, 500ms or 5s, not \"" + delay + "\"")),
                access.equals("on"),
                variables);
    }

    private static InvalidConfig fault(String variable, String problem) {
        return InvalidConfig.in(Path.of("environment variable " + variable), problem);
    }
}
