package academy.ascent.grader.lab;

/**
 * A file that a lab starts with.
 *
 * @param path relative to the workspace, with forward slashes
 * @param size bytes
 */
public record LabFile(String path, LabFiles.Access access, long size) {}
