package academy.ascent.sandbox.trace;

import academy.ascent.sandbox.ManifestFile;
import java.util.List;

/** Where a scenario is played: it has pods of its own and a Service named {@code app}. */
public interface Stage {
    void apply(List<ManifestFile> manifests);

    /** Kills the container of a pod, as a fault does. */
    void kill(String pod);

    void delete(String pod);

    /** Returns the Deployment {@code app} to the revision before. */
    void undo();

    Look look();
}
