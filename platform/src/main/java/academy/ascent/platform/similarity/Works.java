package academy.ascent.platform.similarity;

import academy.ascent.grader.lab.Lab;
import academy.ascent.platform.submission.PinnedLabs;
import academy.ascent.platform.submission.Submission;
import academy.ascent.platform.submission.Submissions;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/** Reads what is compared: handed in files, and the starter of the lab that they were handed in for. */
@Singleton
class Works {
    private static final int LARGEST_STARTER_FILE = 256 * 1024;

    private final Submissions submissions;
    private final PinnedLabs labs;

    Works(Submissions submissions, PinnedLabs labs) {
        this.submissions = submissions;
        this.labs = labs;
    }

    /** One of two works beside each other. */
    record Side(Submission submission, String learner, SequencedMap<String, String> files, Work work) {}

    record Both(Side one, Side other, Likeness likeness) {}

    Both both(long one, long other) {
        var reading = new Reading();
        var left = side(submissions.find(one).orElseThrow(), reading);
        var right = side(submissions.find(other).orElseThrow(), reading);
        return new Both(left, right, left.work().with(right.work()));
    }

    private Side side(Submission submission, Reading reading) {
        var files = files(submission);
        return new Side(
                submission,
                submissions.learner(submission.accountId()).orElse("somebody"),
                files,
                reading.of(submission, files));
    }

    private SequencedMap<String, String> files(Submission submission) {
        var files = submissions.files(submission.key());
        files.replaceAll((_, text) -> oneLineEnd(text));
        return files;
    }

    Reading reading() {
        return new Reading();
    }

    /** Reads works that are compared with each other. */
    final class Reading {
        private final Vocabulary vocabulary = new Vocabulary();
        private final Map<String, Starter> starters = new HashMap<>();

        private Reading() {}

        private record Starter(Map<String, String> files, Sequence sequence) {}

        Work of(long submission) {
            var found = submissions.find(submission).orElseThrow();
            return of(found, files(found));
        }

        private Work of(Submission submission, Map<String, String> files) {
            var starter = starters.computeIfAbsent(submission.labDigest(), _ -> starter(submission));
            var changed = new TreeMap<>(files);
            changed.entrySet().removeAll(starter.files().entrySet());
            return Work.of(changed, starter.sequence(), vocabulary);
        }

        private Starter starter(Submission submission) {
            var files = labs.find(submission).map(Works::starter).orElse(Map.of());
            return new Starter(files, Work.starter(files, vocabulary));
        }
    }

    private static Map<String, String> starter(Lab lab) {
        var folder = lab.folder().resolve("starter");
        var texts = new TreeMap<String, String>();
        try (var paths = Files.walk(folder)) {
            for (var path : paths.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .toList()) {
                if (Files.size(path) <= LARGEST_STARTER_FILE) {
                    texts.put(folder.relativize(path).toString(), text(path));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the starter of " + lab.id(), e);
        }
        return texts;
    }

    /** Nobody's text is like what is no text. */
    private static String text(Path path) throws IOException {
        var text = new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
        return text.indexOf('\0') >= 0 ? "" : oneLineEnd(text);
    }

    private static String oneLineEnd(String text) {
        return text.replace("\r\n", "\n").replace('\r', '\n');
    }
}
