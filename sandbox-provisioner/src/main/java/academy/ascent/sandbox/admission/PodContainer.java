package academy.ascent.sandbox.admission;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The one container of a pod.
 *
 * @param command replaces what the image would run; empty keeps it
 * @param args replaces the image's default arguments; empty keeps them unless {@code command} is given
 * @param ports container ports by name; an unnamed port is named by its number
 * @param preStop how long to wait before SIGTERM
 */
public record PodContainer(
        String name,
        String image,
        List<String> command,
        List<String> args,
        List<Variable> environment,
        Optional<String> workingDirectory,
        Map<String, Integer> ports,
        Resources resources,
        List<Mount> mounts,
        Optional<Probe> startup,
        Optional<Probe> readiness,
        Optional<Probe> liveness,
        Duration preStop) {
    public PodContainer {
        command = List.copyOf(command);
        args = List.copyOf(args);
        environment = List.copyOf(environment);
        ports = Map.copyOf(ports);
        mounts = List.copyOf(mounts);
    }
}
