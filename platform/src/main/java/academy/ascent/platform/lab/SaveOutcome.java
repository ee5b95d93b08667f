package academy.ascent.platform.lab;

import java.time.Instant;

/** How a save ended. */
public sealed interface SaveOutcome {
    /**
     * The text is kept.
     *
     * @param number the file's newest version
     */
    record Saved(int number, Instant at) implements SaveOutcome {}

    /**
     * The file was changed from elsewhere since this text was begun; nothing was written.
     *
     * @param number the file's newest version
     * @param text what it holds; empty if it was removed
     */
    record Conflict(int number, String text) implements SaveOutcome {}

    /**
     * A rule forbids it.
     *
     * @param message what was wrong and what to do
     */
    record Refused(String message) implements SaveOutcome {}
}
