package academy.ascent.sandbox.cluster;

import academy.ascent.sandbox.SandboxName;
import java.util.List;
import java.util.Optional;

/**
 * A sandbox that was not as it is to be.
 *
 * @param objects what was put right, each as kind and name
 * @param failure why it could not be, or not all of it, in the API server's words where it refused; it is left to the next
 *     time
 */
public record Repaired(SandboxName name, List<String> objects, Optional<String> failure) {

    public Repaired {
        objects = List.copyOf(objects);
    }
}
