package academy.ascent.sandbox;

import java.nio.file.Path;

/**
 * What to open.
 *
 * @param name the sandbox's name; nothing else of that name may be open
 * @param sandboxClass the limits that bind everything inside
 * @param workspace a folder whose files the sandbox offers, as a read-only copy, as the PersistentVolumeClaim {@code workspace}
 */
public record SandboxRequest(SandboxName name, SandboxClass sandboxClass, Path workspace) {}
