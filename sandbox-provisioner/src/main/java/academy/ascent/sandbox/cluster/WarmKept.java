package academy.ascent.sandbox.cluster;

import academy.ascent.sandbox.SandboxName;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What was done to have sandboxes ready before anybody asks for them.
 *
 * @param made with how long each took
 * @param closed what was too much, too old, not as it would be made today, or left half made
 * @param failures what could not be made, a line each
 */
public record WarmKept(Map<SandboxName, Duration> made, List<SandboxName> closed, List<String> failures) {
    public WarmKept {
        made = Map.copyOf(made);
        closed = List.copyOf(closed);
        failures = List.copyOf(failures);
    }
}
