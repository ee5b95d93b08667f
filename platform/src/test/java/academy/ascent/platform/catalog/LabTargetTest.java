package academy.ascent.platform.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.grader.lab.Labs;
import academy.ascent.platform.PlatformUnderTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LabTargetTest {
    @TempDir
    private Path root;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "load, with: {rate: 100/s, for: 10s, p95: 50ms, p99: 150ms} | p95 within 50\u00a0ms at 100 requests a second",
                "load, with: {rate: 100/s, for: 10s, p50: 5ms} | p50 within 5\u00a0ms at 100 requests a second",
                "load, with: {rate: 100/s, for: 10s, errors: 1%} | at most 1\u00a0% errors at 100 requests a second",
                "relative, with: {rate: 100/s, for: 8s, p95: 1.5x} | p95 at most 1.5 times the reference's at 100 requests a second",
                "uptime, with: {rate: 50/s, faults: [{kill: one-replica}], episodes: 5, availability: 90%} | 90\u00a0% over 5 killed replicas",
                "uptime, with: {rate: 50/s, faults: [{kill: one-replica}, {crash-loop: 2}], episodes: 5, availability: 90%} | 90\u00a0% over 5 disruptions",
                "cost, with: {rate: 100/s, for: 8s, within: 250ms, cpu: 1.5x} | at most 1.5 times the reference's CPU time",
                "cost, with: {rate: 100/s, for: 8s, within: 250ms, prices: {cpu-hour: 0.04, gib-hour: 0.01}, per-million: 0.5} | at most 0.5 USD a million"
            })
    void says_in_a_few_words_what_a_check_asks(String check, String target) throws IOException {
        assertThat(targets(check).getLast().target()).isEqualTo(target);
    }

    @Test
    void every_check_of_a_shipped_lab_has_its_words() throws IOException {
        try (Stream<Path> folders = Files.list(PlatformUnderTest.home().resolve("labs"))) {
            assertThat(folders.filter(Labs::isLab))
                    .isNotEmpty()
                    .allSatisfy(
                            folder -> assertThat(LabEntry.of(Labs.read(folder)).targets())
                                    .noneMatch(target -> target.target().isBlank()));
        }
    }

    private List<LabTarget> targets(String check) throws IOException {
        Path folder = Files.createDirectories(root.resolve("l1-test"));
        Files.writeString(folder.resolve("cases.csv"), "a,b\n1,3\n2,5\n");
        Files.writeString(folder.resolve("lab.yaml"), """
                id: l1-test
                title: A lab
                summary: One line.
                level: 1
                module: 01-start
                minutes: 40
                sandbox: cpu-small
                points: 2
                pass: 2
                cooldown: [0s]
                files: {edit: ["k8s/*.yaml"]}
                model: m
                service: s
                grading:
                  - {id: answers, check: predict, points: 1, with: {cases: 7, data: cases.csv, columns: [a, b], output: p, tolerance: 0.1}}
                  - {id: other, points: 1, check: %s}
                """.formatted(check));
        return LabEntry.of(Labs.read(folder)).targets();
    }
}
