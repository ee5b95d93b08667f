package academy.ascent.platform.submission;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.sandbox.cluster.NodeImages;
import academy.ascent.sandbox.cluster.NodeVolumes;
import academy.ascent.sandbox.cluster.RealCluster;
import academy.ascent.sandbox.cluster.RealClusterTest;
import academy.ascent.sandbox.cluster.TestCluster;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Submissions to a lab, deployed on a node with real pods and measured there. */
@RealClusterTest
final class ClusterGradingE2E {
    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
    private static final Path LAB = HOME.resolve("labs/l1-first-prediction");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private TestCluster cluster;

    @BeforeEach
    void givenWhatRunsThere(TestCluster cluster) throws IOException {
        this.cluster = cluster;
        RealCluster.of(cluster).loadReferenceStack(HOME.resolve("reference-stack/target"));
    }

    @Test
    void theSolutionPasses() throws Exception {
        var graded = graded("solution");
        System.out.println("Graded on a real node: " + graded.concluded());
        assertThat(graded.statuses())
                .allSatisfy((_, status) -> assertThat(status).isEqualTo("passed"));
        assertThat(graded.concluded().at("/verdict/verdict").asText()).isEqualTo("passed");
    }

    @Test
    void theStarterFailsByItsAnswers() throws Exception {
        var graded = graded("starter");
        assertThat(graded.statuses()).containsEntry("answers", "failed").containsEntry("deploy", "passed");
        assertThat(graded.concluded().at("/verdict/verdict").asText()).isEqualTo("failed");
    }

    /** What became of a submission and of each of its checks. */
    private record Graded(JsonNode concluded, Map<String, String> statuses) {}

    private Graded graded(String submission) throws Exception {
        var grader = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-jar",
                HOME.resolve("grader/target/grader.jar").toString(),
                "grade",
                "--lab=" + LAB,
                "--submission=" + LAB.resolve(submission),
                "--base=" + folder.resolve("base"),
                "--kubeconfig=" + cluster.kubeconfig(),
                "--storage-class=" + NodeVolumes.CLASS,
                "--tools-image=" + NodeImages.TOOLS);
        var command =
                new ArrayList<>(List.of("sh", "-c", "cd \"$1\" && shift && exec \"$@\"", "sh", folder.toString()));
        command.addAll(grader);
        var process = new ProcessBuilder(RealCluster.of(cluster).inside(command))
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isEqualTo(submission.equals("solution") ? 0 : 1);
        var report = JSON.readTree(Files.readAllBytes(folder.resolve("target/reports/grade.json")));
        var statuses = new TreeMap<String, String>();
        report.get("results")
                .forEach(result -> statuses.put(
                        result.get("id").asText(), result.get("outcome").asText()));
        return new Graded(report.get("concluded"), statuses);
    }
}
