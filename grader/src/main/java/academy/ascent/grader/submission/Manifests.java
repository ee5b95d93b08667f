package academy.ascent.grader.submission;

import academy.ascent.sandbox.Admission;
import academy.ascent.sandbox.ManifestFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The manifests of a workspace: every {@code .yaml} and {@code .yml} file below {@code k8s/}, by path. */
public record Manifests(List<ManifestFile> files) {
    public static final Manifests NONE = new Manifests(List.of());

    public Manifests {
        files = List.copyOf(files);
    }

    /** Those of a workspace; none where it has no such folder. */
    public static Manifests in(Path workspace) {
        Path folder = workspace.resolve("k8s");
        if (!Files.isDirectory(folder)) {
            return NONE;
        }
        List<ManifestFile> files = new ArrayList<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted().filter(Files::isRegularFile).toList()) {
                String name = path.toString();
                if (name.endsWith(".yaml") || name.endsWith(".yml")) {
                    // Bytes that are not UTF-8 become replacement characters, which the strict reader then refuses.
                    String text = new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
                    files.add(new ManifestFile(workspace.relativize(path).toString(), text));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the manifests in " + folder, e);
        }
        return new Manifests(files);
    }

    /** Why they were refused: file, object and reason, a line each. */
    public static List<String> words(Admission.Refused refused) {
        return refused.reasons().stream()
                .map(reason -> Stream.of(reason.path(), reason.object(), reason.message())
                        .filter(part -> !part.isEmpty())
                        .reduce((left, right) -> left + ": " + right)
                        .orElse("refused"))
                .toList();
    }

    /** Whether there is nothing to apply. */
    public boolean isEmpty() {
        return files.isEmpty();
    }
}
