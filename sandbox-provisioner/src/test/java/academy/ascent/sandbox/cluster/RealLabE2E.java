package academy.ascent.sandbox.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import academy.ascent.sandbox.ManifestFile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lab's solution, as learners write it for a sandbox of this machine, runs unchanged on a cluster. */
@RealClusterTest
class RealLabE2E {
    private static final Path STACK = Path.of("../reference-stack/target");
    private static final Path LAB = Path.of("../labs/l1-first-prediction");

    @TempDir
    Path folder;

    @Test
    void the_solution_of_the_first_lab_serves(TestCluster cluster) throws Exception {
        assumeThat(STACK.resolve("reference-stack.jar"))
                .as("build reference-stack first")
                .exists();
        lay(LAB.resolve("starter"));
        lay(LAB.resolve("solution"));
        RealCluster.of(cluster).loadReferenceStack(STACK);
        try (RealStage stage = new RealStage(cluster, folder, "tumour", "restricted")) {
            long began = System.nanoTime();
            stage.apply(manifests());
            await().atMost(Duration.ofMinutes(2)).until(() -> stage.look().endpoints() == 2);
            System.out.println("The solution of the first lab is ready on a real node after "
                    + (System.nanoTime() - began) / 1_000_000 + " ms");
            String answer = asked(RealCluster.of(cluster).lead(stage.address("tumour") + ":80"));
            assertThat(answer).contains("\"name\":\"tumour\"");
        }
    }

    /** Lays files over those that are there, readable to whoever runs the pods. */
    private void lay(Path files) throws IOException {
        try (Stream<Path> found = Files.walk(files)) {
            for (Path file : found.filter(Files::isRegularFile).toList()) {
                Path target = folder.resolve(files.relativize(file));
                Files.createDirectories(target.getParent());
                Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private List<ManifestFile> manifests() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("k8s"))) {
            return files.map(RealLabE2E::read).toList();
        }
    }

    private static ManifestFile read(Path file) {
        try {
            return new ManifestFile(file.getFileName().toString(), Files.readString(file));
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private static String asked(int port) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v2/models/tumour"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }
}
