package academy.ascent.grader.check;

import academy.ascent.grader.lab.Lab;
import academy.ascent.grader.lab.LabException;
import academy.ascent.grader.lab.Settings;
import academy.ascent.grader.submission.Manifests;
import academy.ascent.sandbox.ManifestFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a pipeline does to bring another release: it delivers files to the volume, then names the release in an
 * environment variable of the pod template.
 *
 * @param variable the environment variable
 * @param name its value while this release runs
 * @param files a folder of the lab whose files are laid over the workspace, empty for none
 */
record Release(String variable, String name, Optional<String> files) {

    static Release read(Settings with) {
        with.allowing("env", "files");
        Settings environment = with.mapping("env");
        if (environment.keys().size() != 1) {
            throw with.problem("env", "must name one variable and its value, such as {RELEASE: \"2\"}");
        }
        String variable = environment.keys().getFirst();
        if (!variable.matches("[A-Z][A-Z0-9_]{0,62}")) {
            throw with.problem("env", "holds '" + variable + "'; write a name in capitals such as RELEASE");
        }
        String name = environment.text(variable);
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,62}")) {
            throw environment.problem(variable, "must be a name of letters, digits, dots and hyphens");
        }
        return new Release(variable, name, with.has("files") ? Optional.of(folder(with)) : Optional.empty());
    }

    private static String folder(Settings with) {
        String folder = with.text("files");
        if (!folder.matches("[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*") || folder.contains("..")) {
            throw with.problem("files", "must be a folder of the lab such as grading/release");
        }
        return folder;
    }

    /**
     * Where its files lie, if it has any.
     *
     * @throws LabException if the lab has no such folder
     */
    Optional<Path> folder(Lab lab) {
        Optional<Path> folder = files.map(lab.folder()::resolve);
        folder.filter(path -> !Files.isDirectory(path)).ifPresent(path -> {
            throw new LabException(
                    "Lab " + lab.id() + " has no folder " + files.orElse("") + "; add the release's files");
        });
        return folder;
    }

    /** The manifests with the variable set to this release; empty if no container of a Deployment declares it. */
    Optional<Manifests> of(Manifests manifests) {
        List<ManifestFile> released = manifests.files().stream()
                .map(file -> new ManifestFile(file.path(), new DeclaredVariable(variable).set(file.yaml(), name)))
                .toList();
        return released.equals(manifests.files()) ? Optional.empty() : Optional.of(new Manifests(released));
    }
}
