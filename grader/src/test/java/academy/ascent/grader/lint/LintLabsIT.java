package academy.ascent.grader.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The built command on two variants of a shipped lab, deployed for real. */
class LintLabsIT {
    private static final Path HOUSE = Path.of("..").toAbsolutePath().normalize();
    private static final Path RUNTIMES = HOUSE.resolve("reference-stack/target");

    @TempDir
    Path folder;

    private Process process;

    @BeforeEach
    void givenLabs() throws IOException {
        assumeThat(RUNTIMES.resolve("reference-stack.jar"))
                .as("the reference stack is built: mvn package -pl reference-stack")
                .exists();
        assumeThat(Path.of("/usr/bin/bwrap")).as("bubblewrap is installed").exists();
        Files.createDirectories(folder.resolve("tmp"));
        copy(HOUSE.resolve("labs/l1-first-prediction"), folder.resolve("labs/l1-first-prediction"));
    }

    @AfterEach
    void endsProcess() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    @Test
    void cheap_linting_deploys_what_can_be_told_so_and_tells_what_no_variant_probes() throws Exception {
        start("--cheap");
        assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(folder.resolve("lint.log")))
                .isEqualTo(1);
        JsonNode lab = Json.MAPPER
                .readTree(folder.resolve("target/reports/lint-labs.json").toFile())
                .get("labs")
                .get(0);
        assertThat(lab.get("variants"))
                .extracting(variant -> variant.get("name").asText()
                        + " " + variant.get("asDeclared").asBoolean() + " "
                        + variant.get("failed"))
                .containsExactly("solution true []", "starter true []", "flawed/root-container true [\"manifests\"]");
        assertThat(lab.get("findings"))
                .extracting(finding -> finding.get("kind").asText() + " "
                        + finding.get("where").asText())
                .containsExactly("unprobed deploy", "unprobed answers", "unprobed latency", "unprobed uptime");
    }

    @Test
    void whoever_asks_it_to_end_finds_no_process_and_no_file_left() throws IOException {
        List<ProcessHandle> children = givenDeployed();
        process.destroy();
        thenNothingRuns(children);
        assertThat(folder.resolve("tmp")).isDirectoryNotContaining("glob:**ascent-lint-*");
        assertThat(folder.resolve("lint.log")).content().isEmpty();
    }

    @Test
    void nothing_that_it_started_outlives_it_when_it_is_killed() throws IOException {
        List<ProcessHandle> children = givenDeployed();
        process.destroyForcibly();
        thenNothingRuns(children);
    }

    private List<ProcessHandle> givenDeployed() throws IOException {
        start();
        List<ProcessHandle> children = new ArrayList<>();
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            children.clear();
            process.descendants().forEach(children::add);
            return process.children()
                    .anyMatch(grader -> grader.children().findAny().isPresent());
        });
        return children;
    }

    private void thenNothingRuns(List<ProcessHandle> children) {
        await().atMost(Duration.ofSeconds(30)).until(() -> !process.isAlive());
        await().atMost(Duration.ofSeconds(30)).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
    }

    private void start(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + folder.resolve("tmp"),
                "-jar",
                Path.of("target", "grader.jar").toAbsolutePath().toString(),
                "lint-labs",
                "--labs=" + folder.resolve("labs"),
                "--cache=" + folder.resolve("cache"),
                "--base=" + folder.resolve("base"),
                "--runtimes=" + RUNTIMES));
        command.addAll(List.of(options));
        process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("lint.log").toFile())
                .start();
    }

    /** All but the variants other than one, so that it does not take long. */
    private static void copy(Path source, Path target) throws IOException {
        Files.walkFileTree(source, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                String path = source.relativize(file).toString();
                if (!path.startsWith("flawed/") || path.startsWith("flawed/root-container/")) {
                    Files.createDirectories(target.resolve(path).getParent());
                    Files.copy(file, target.resolve(path));
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
