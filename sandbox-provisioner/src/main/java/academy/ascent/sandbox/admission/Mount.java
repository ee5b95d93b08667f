package academy.ascent.sandbox.admission;

/** Something mounted into a container; {@code path} is absolute. */
public sealed interface Mount {

    String path();

    /**
     * The learner's files, read-only.
     *
     * @param subPath the folder or file of the workspace that is mounted, empty for all of it
     */
    record Workspace(String path, String subPath) implements Mount {}

    /** An empty folder in memory that lives as long as the container. */
    record Scratch(String path, long sizeBytes) implements Mount {}

    /**
     * Values of a ConfigMap or a Secret as files, read-only.
     *
     * @param subPath the folder or file of the volume that is mounted, empty for all of it
     * @param volume the name of one of the pod's {@link ConfiguredVolume}s
     */
    record Configured(String path, String subPath, String volume) implements Mount {}
}
