package academy.ascent.platform.lab;

import academy.ascent.grader.lab.Lab;
import academy.ascent.grader.lab.LabFiles.Access;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What a learner's files may be called and hold; each rule says what was wrong and what to do. */
final class FileRules {
    static final int LARGEST_FILE = 256 * 1024;
    static final int MOST_FILES = 64;
    private static final int LONGEST_PATH = 160;
    private static final int DEEPEST = 8;
    private static final Pattern PART = Pattern.compile("[A-Za-z0-9._-]+");

    private FileRules() {}

    /** What is wrong with a path as such, whatever the lab allows; empty if nothing is. */
    static Optional<String> pathProblem(String path) {
        if (path.isEmpty()) {
            return Optional.of("The file has no name. Give it one, for example k8s/autoscaler.yaml.");
        }
        if (path.length() > LONGEST_PATH) {
            return Optional.of("'" + shown(path) + "' is too long: take at most " + LONGEST_PATH + " characters.");
        }
        if (path.startsWith("/") || path.indexOf('\\') >= 0 || path.matches("[A-Za-z]:.*")) {
            return Optional.of(
                    "'" + shown(path) + "' is not a path within the lab: write it with forward slashes and without"
                            + " one at the beginning.");
        }
        var parts = path.split("/", -1);
        if (parts.length > DEEPEST) {
            return Optional.of("'" + shown(path) + "' lies too deep: take at most " + DEEPEST + " folders.");
        }
        for (var part : parts) {
            if (part.equals("..") || part.equals(".") || part.isEmpty()) {
                return Optional.of("'" + shown(path) + "' climbs or has an empty part: leave out ., .. and //.");
            }
            if (!PART.matcher(part).matches()) {
                return Optional.of("'" + shown(path)
                        + "' has a character that file names here must not have: use letters, digits, dot, hyphen and"
                        + " underscore.");
            }
        }
        return Optional.empty();
    }

    /** What speaks against a learner writing this file; empty if nothing does. */
    static Optional<String> writeProblem(Lab lab, String path) {
        return pathProblem(path).or(() -> {
            if (lab.files().access(path) == Access.EDIT) {
                return Optional.empty();
            }
            return Optional.of("'" + path + "' is not yours to change in this lab. Yours are: "
                    + String.join(", ", lab.files().edit()) + ".");
        });
    }

    /** What speaks against this content; empty if nothing does. */
    static Optional<String> textProblem(String path, String text) {
        if (text.indexOf('\0') >= 0) {
            return Optional.of(
                    "'" + path + "' holds a NUL character, so it is not a text file. Save it as UTF-8 text.");
        }
        // A lone surrogate cannot be written as UTF-8.
        if (text.codePoints().anyMatch(c -> c >= 0xD800 && c <= 0xDFFF)) {
            return Optional.of("'" + path + "' holds half a character. Save it as UTF-8 text.");
        }
        var size = size(text);
        return size > LARGEST_FILE
                ? Optional.of("'" + path + "' has " + size / 1024 + " KiB: a file may have at most "
                        + LARGEST_FILE / 1024 + " KiB.")
                : Optional.empty();
    }

    /** What speaks against adding a file beside these; empty if nothing does. */
    static Optional<String> additionProblem(Set<String> present, String path) {
        if (present.contains(path)) {
            return Optional.empty();
        }
        if (present.size() >= MOST_FILES) {
            return Optional.of("There are " + MOST_FILES + " files already, and no more fit. Remove one first.");
        }
        return present.stream()
                .filter(other -> other.startsWith(path + "/") || path.startsWith(other + "/"))
                .findFirst()
                .map(other -> "'" + path + "' and '" + other + "' cannot both be: one would be a file and a folder.");
    }

    static int size(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
    }

    /** A name from outside as a message may repeat it: short and without control characters. */
    static String shown(String path) {
        var clean = path.replaceAll("\\p{Cntrl}", "\uFFFD");
        return clean.length() > 80 ? clean.substring(0, 80) + "…" : clean;
    }
}
