package academy.ascent.grader.lab;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.List;

/**
 * Who may see and change which files of a workspace, as globs over paths relative to it.
 *
 * @param edit what the learner writes; only these files are taken from a submission
 * @param read what the learner may read besides
 * @param hidden what never leaves the lab's folder
 */
public record LabFiles(List<String> edit, List<String> read, List<String> hidden) {

    /** What a learner may do with a file. */
    public enum Access {
        EDIT,
        READ,
        CLOSED
    }

    public LabFiles {
        edit = List.copyOf(edit);
        read = List.copyOf(read);
        hidden = List.copyOf(hidden);
    }

    /**
     * What a learner may do with the file at a path.
     *
     * @param path relative, with forward slashes; one that climbs out or is absolute is {@code CLOSED}
     */
    public Access access(String path) {
        if (!isSafe(path) || matches(hidden, path)) {
            return Access.CLOSED;
        }
        if (matches(edit, path)) {
            return Access.EDIT;
        }
        return matches(read, path) ? Access.READ : Access.CLOSED;
    }

    /** Whether a path is hidden from learners. */
    public boolean isHidden(String path) {
        return matches(hidden, path);
    }

    private static boolean isSafe(String path) {
        if (path.isEmpty() || path.startsWith("/") || path.indexOf('\\') >= 0 || path.indexOf('\0') >= 0) {
            return false;
        }
        for (String part : path.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                return false;
            }
        }
        return true;
    }

    private static boolean matches(List<String> globs, String path) {
        Path candidate = Path.of(path);
        return globs.stream()
                .anyMatch(glob ->
                        FileSystems.getDefault().getPathMatcher("glob:" + glob).matches(candidate));
    }
}
