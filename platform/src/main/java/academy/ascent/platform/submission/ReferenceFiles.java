package academy.ascent.platform.submission;

import academy.ascent.grader.lab.Lab;
import academy.ascent.site.submission.ResultPage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** The lab's own solution, for those who passed. */
final class ReferenceFiles {
    private ReferenceFiles() {}

    static List<ResultPage.CodeFile> of(Lab lab) {
        var folder = lab.folder().resolve("solution");
        try (var paths = Files.walk(folder)) {
            var files = new ArrayList<ResultPage.CodeFile>();
            for (var path : paths.sorted().filter(Files::isRegularFile).toList()) {
                files.add(new ResultPage.CodeFile(folder.relativize(path).toString(), Files.readString(path)));
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the solution of " + lab.id(), e);
        }
    }
}
