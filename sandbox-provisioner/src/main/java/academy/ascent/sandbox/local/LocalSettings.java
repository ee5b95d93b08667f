package academy.ascent.sandbox.local;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How sandboxes are kept on this machine.
 *
 * @param base a folder for state; several processes may share one
 * @param images what may run, by image name
 * @param processors the processors that containers may use until others are named; empty for all
 * @param controlGroups whether to use control groups where they can be written; without them nothing protects a sandbox
 *     from its neighbours, as on a machine that forbids them
 */
public record LocalSettings(
        Path base, Map<String, RuntimeImage> images, List<Integer> processors, boolean controlGroups) {

    /** With control groups, where they can be written. */
    public LocalSettings(Path base, Map<String, RuntimeImage> images, List<Integer> processors) {
        this(base, images, processors, true);
    }

    public LocalSettings {
        base = base.toAbsolutePath().normalize();
        images = Map.copyOf(images);
        processors = List.copyOf(processors);
    }
}
