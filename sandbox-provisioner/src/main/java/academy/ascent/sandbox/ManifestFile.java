package academy.ascent.sandbox;

/**
 * A file of Kubernetes objects.
 *
 * @param path where it lies in the workspace, used in messages
 * @param yaml one or more YAML documents
 */
public record ManifestFile(String path, String yaml) {}
