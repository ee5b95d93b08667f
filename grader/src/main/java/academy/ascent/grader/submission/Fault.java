package academy.ascent.grader.submission;

/**
 * Something wrong in a submission, with its place.
 *
 * @param file relative to the workspace, with forward slashes; empty if it is about the whole
 * @param line from 1 on, 0 if it is about the whole file
 * @param message what is wrong and what to do, a sentence without its subject
 */
public record Fault(String file, int line, String message) {

    /** {@code Dockerfile line 3: …}. */
    @Override
    public String toString() {
        if (file.isEmpty()) {
            return message;
        }
        return line > 0 ? file + " line " + line + ": " + message : file + ": " + message;
    }
}
