package academy.ascent.grader.submission;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A submission written for a test. */
public record GivenWorkspace(Path folder) {

    public GivenWorkspace write(String path, String text) throws IOException {
        return write(path, text.getBytes(StandardCharsets.UTF_8));
    }

    public GivenWorkspace write(String path, byte[] content) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
        return this;
    }

    public Workspace workspace() {
        return new Workspace(folder);
    }
}
