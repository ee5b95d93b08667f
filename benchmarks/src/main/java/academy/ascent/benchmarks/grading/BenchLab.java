package academy.ascent.benchmarks.grading;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A lab laid out for the bench.
 *
 * @param template the file, from a submission's folder, in which the submissions differ
 * @param text that file, with {@code ${…}} where a submission's setting goes
 */
record BenchLab(Path folder, Path template, String text) {
    private static final String VARIABLE = "\\$\\{\\w+}";
    /** The reference: 1 ms of CPU a request and no sleep. */
    private static final String REFERENCE = "\"8080\", \"1\", \"0\", \"0\"";

    /** The lab of the server whose latencies are known. */
    static BenchLab known(Path checkout, Path target) throws IOException {
        Path folder = target.resolve(Submission.KNOWN);
        copy(checkout.resolve("benchmarks/grading/known"), folder);
        Path file = Path.of("k8s/deployment.yaml");
        BenchLab lab = new BenchLab(
                folder, file, Files.readString(folder.resolve("starter").resolve(file)));
        lab.write(folder.resolve("starter"), REFERENCE);
        lab.write(folder.resolve("solution"), REFERENCE);
        return lab;
    }

    /** The first lab with another target; its model and its cases are the shipped ones. */
    static BenchLab stack(Path checkout, Path target) throws IOException {
        Path folder = target.resolve(Submission.STACK);
        copy(checkout.resolve("labs/l1-first-prediction"), folder);
        Path templates = checkout.resolve("benchmarks/grading/stack");
        Files.writeString(folder.resolve("lab.yaml"), Files.readString(templates.resolve("lab.yaml")));
        Path file = Path.of("serving.yaml");
        return new BenchLab(folder, file, Files.readString(templates.resolve(file)));
    }

    /** A submission's folder. */
    Path submit(Submission submission) throws IOException {
        Path target =
                folder.resolveSibling("submissions").resolve(submission.name().replaceAll("[^a-z0-9]+", "-"));
        write(target, submission.setting());
        return target;
    }

    private void write(Path target, String setting) throws IOException {
        Path file = target.resolve(template);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text.replaceAll(VARIABLE, setting));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file));
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }
}
