package academy.ascent.sandbox;

import java.nio.file.Path;

/**
 * What to open.
 *
 * @param name the sandbox's name; nothing else of that name may be open
 * @param sandboxClass the limits that bind everything inside
 * @param workspace a folder whose files the sandbox offers, as a read-only copy, as the PersistentVolumeClaim {@code workspace}
 * @param hurried whether a Deployment's first replica is to be ready soon, where the place can do something for that: it
 *     starts alone, the others follow one by one, and one that was never ready is asked more often than its probe says;
 *     not as a cluster does, so for nothing that is measured by when it is ready
 */
public record SandboxRequest(SandboxName name, SandboxClass sandboxClass, Path workspace, boolean hurried) {

    /** Not hurried. */
    public SandboxRequest(SandboxName name, SandboxClass sandboxClass, Path workspace) {
        this(name, sandboxClass, workspace, false);
    }
}
