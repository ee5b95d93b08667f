package academy.ascent.platform.lab;

import java.util.List;
import java.util.SequencedMap;

/** What was found in an archive that a learner sent. */
sealed interface UploadedArchive {
    /**
     * Every entry is in order.
     *
     * @param texts the files that the learner may write, by path
     * @param left files of the lab that came along and are left as the lab ships them
     */
    record Readable(SequencedMap<String, String> texts, List<String> left) implements UploadedArchive {}

    /**
     * Something is not in order, so nothing was taken.
     *
     * @param message names the entry, what is wrong with it and what to do
     */
    record Refused(String message) implements UploadedArchive {}
}
