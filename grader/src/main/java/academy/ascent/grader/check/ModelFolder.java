package academy.ascent.grader.check;

import academy.ascent.grader.submission.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What the process that opens a model gets to see: the files of the model's folder and the cases. */
final class ModelFolder {
    /** Where the cases lie; a submission cannot lay anything there. */
    static final String CASES = "cases.json";

    private static final String MODEL = "model";

    private ModelFolder() {}

    /** Where a model of that path then lies. */
    static String inside(String path) {
        return MODEL + "/" + Path.of(path).getFileName();
    }

    /** How much lies in a model's folder. */
    static long bytes(Path folder, String path) {
        Path from = folder.resolve(path).resolveSibling("");
        return new Workspace(from)
                .listing().files().values().stream().mapToLong(Long::longValue).sum();
    }

    static void layOut(Path folder, String path, Optional<String> cases, Path target) {
        Path from = folder.resolve(path).resolveSibling("");
        try {
            for (String file : new Workspace(from).listing().files().keySet()) {
                Path copy = target.resolve(MODEL).resolve(file);
                Files.createDirectories(copy.getParent());
                Files.copy(from.resolve(file), copy);
            }
            if (cases.isPresent()) {
                Files.createDirectories(target);
                Files.writeString(target.resolve(CASES), cases.get());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot lay out the model in " + target, e);
        }
    }
}
