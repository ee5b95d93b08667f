package academy.ascent.platform.catalog;

import java.nio.file.Path;
import java.util.List;

/**
 * A lesson as the head of its file describes it; the text is rendered elsewhere.
 *
 * @param level 1 to 4
 * @param module the module's id
 * @param id the file's name without its ending, for example {@code 01-when-not-to-use-ml}
 * @param minutes expected reading time
 * @param versions what its code was tried with
 * @param summary one sentence for lists
 * @param sample whether everyone may read it
 */
public record Lesson(
        int level,
        String module,
        String id,
        Path file,
        String title,
        int minutes,
        Track track,
        List<String> objectives,
        List<String> versions,
        String summary,
        boolean sample) {
    public Lesson {
        objectives = List.copyOf(objectives);
        versions = List.copyOf(versions);
    }

    /** The lesson within its level: {@code module/lesson}. */
    public String key() {
        return module + "/" + id;
    }
}
