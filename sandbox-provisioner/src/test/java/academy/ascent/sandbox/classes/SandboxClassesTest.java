package academy.ascent.sandbox.classes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import academy.ascent.sandbox.SandboxClass;
import academy.ascent.sandbox.SandboxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SandboxClassesTest {
    private static final String OWN = """
            cpu-small:
              cpu: 2
              memory: 2Gi
              pods: 3
              processes: 100
              storage: 512Mi
              volumes: 1
              services: 0
              gpu:
                resource: nvidia.com/gpu
                count: 2
                minutes-a-week: 60
              idle: 90s
              lifetime: 1h
              extensions: 0
            """;

    @TempDir
    Path folder;

    @Test
    void the_shipped_classes_are_these() {
        assertThat(SandboxClasses.of(Map.of()).names())
                .containsExactly("cpu-large", "cpu-small", "gpu-mig", "gpu-shared");
    }

    @Test
    void what_runs_today_keeps_its_limits() {
        SandboxClass small = shipped("cpu-small");
        assertThat(small.cpuMillis()).isEqualTo(1500);
        assertThat(small.memoryBytes()).isEqualTo(1L << 30);
        assertThat(small.pods()).isEqualTo(4);
        assertThat(small.processes()).isEqualTo(256);
        assertThat(small.gpus()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"gpu-shared, nvidia.com/gpu.shared", "gpu-mig, nvidia.com/mig-1g.10gb"})
    void a_class_with_a_gpu_has_one_of_its_kind_and_of_no_other(String name, String resource) {
        assertThat(shipped(name).devices(resource)).isEqualTo(1);
        assertThat(shipped(name).devices("nvidia.com/gpu")).isZero();
        assertThat(shipped(name).gpus().orElseThrow().aWeek()).isPositive();
    }

    @Test
    void a_file_of_ones_own_replaces_a_class_and_leaves_the_others() throws IOException {
        SandboxClasses classes = SandboxClasses.of(given(OWN));
        assertThat(classes.find("cpu-small"))
                .contains(new SandboxClass(
                        "cpu-small",
                        2000,
                        2L << 30,
                        3,
                        100,
                        512L << 20,
                        1,
                        0,
                        Optional.of(new SandboxClass.Gpus("nvidia.com/gpu", 2, Duration.ofHours(1))),
                        Optional.of(new SandboxClass.Stay(Duration.ofSeconds(90), Duration.ofHours(1), 0))));
        assertThat(classes.find("cpu-large")).contains(shipped("cpu-large"));
    }

    @Test
    void a_file_of_ones_own_adds_a_class() throws IOException {
        assertThat(SandboxClasses.of(given(OWN.replace("cpu-small", "gpu-whole")))
                        .names())
                .contains("cpu-small", "gpu-whole");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cpu: 2 | cpu: 2 cores | line 2: cpu-small.cpu is '2 cores'; write cores, such as 1500m or 2",
                "cpu: 2 | cpu: 0m | line 2: cpu-small.cpu is '0m'; write cores",
                "memory: 2Gi | memory: 2GB | line 3: cpu-small.memory is '2GB'; write a size such as 512Mi or 1Gi",
                "memory: 2Gi | memory: 2147483648 | line 3: cpu-small.memory is '2147483648'; write a size",
                "pods: 3 | pods: 0 | line 4: cpu-small.pods is '0'; write a whole number from 1 to 1000",
                "pods: 3 | pods: 99999999999 | line 4: cpu-small.pods is '99999999999'; write a whole number",
                "pods: 3 | pods: [3] | line 4: cpu-small.pods must be a single value",
                "pods: 3 | pod: 3 | line 4: cpu-small.pod is not known here; remove it or use one of cpu, memory, pods",
                "storage: 512Mi | storage: | line 6: cpu-small.storage must be a single value",
                "volumes: 1 | pods: 1 | line 7: cpu-small has the key 'pods' twice; remove one",
                "resource: nvidia.com/gpu | resource: gpu | line 10: cpu-small.gpu.resource is 'gpu'; write a device",
                "count: 2 | count: 0.5 | line 11: cpu-small.gpu.count is '0.5'; write a whole number from 1",
                "minutes-a-week: 60 | hours-a-week: 1 | line 12: cpu-small.gpu.hours-a-week is not known here",
                "minutes-a-week: 60 | minutes-a-week: 10081 | line 12: cpu-small.gpu.minutes-a-week is '10081'; write",
                "idle: 90s | idle: 90 | line 13: cpu-small.idle is '90'; write a time with its unit, such as 90s",
                "idle: 90s | idle: 2h | line 13: cpu-small.idle is longer than the lifetime",
                "cpu-small: | CPU small: | line 2: CPU small is not the name of a class",
                "cpu-small: | cpu-small: !!java.net.URL | Global tag is not allowed",
                "cpu-small: | cpu-small: [ | is not valid YAML",
            })
    void what_is_wrong_is_told_with_its_line_and_what_is_right(String part, String other, String message)
            throws IOException {
        assertThat(OWN).contains(part);
        assertThatThrownBy(() -> SandboxClasses.of(given(OWN.replaceFirst(part, other))))
                .isInstanceOf(SandboxException.class)
                .hasMessageContaining(message)
                .hasMessageStartingWith(folder.resolve("classes.yaml").toString());
    }

    @ParameterizedTest
    @CsvSource({
        "cpu",
        "memory",
        "pods",
        "processes",
        "storage",
        "volumes",
        "services",
        "resource",
        "count",
        "minutes-a-week",
        "idle",
        "lifetime",
        "extensions"
    })
    void a_field_that_is_missing_is_told(String field) {
        assertThatThrownBy(() -> SandboxClasses.of(given(OWN.replaceFirst(" +" + field + ": .*\n", ""))))
                .hasMessageContaining("." + field + " is missing; add it");
    }

    @Test
    void an_empty_file_and_one_that_is_not_there_are_told() throws IOException {
        assertThatThrownBy(() -> SandboxClasses.of(given("# nothing\n")))
                .hasMessageContaining("line 1: the document is empty");
        assertThatThrownBy(() -> SandboxClasses.of(Map.of("ASCENT_SANDBOX_CLASSES", "/nowhere/classes.yaml")))
                .hasMessageStartingWith("ASCENT_SANDBOX_CLASSES names /nowhere/classes.yaml, which cannot be read");
    }

    private static SandboxClass shipped(String name) {
        return SandboxClasses.of(Map.of()).find(name).orElseThrow();
    }

    private Map<String, String> given(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("classes.yaml"), text);
        return Map.of("ASCENT_SANDBOX_CLASSES", file.toString());
    }
}
