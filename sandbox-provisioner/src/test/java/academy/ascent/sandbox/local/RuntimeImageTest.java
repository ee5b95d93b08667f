package academy.ascent.sandbox.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuntimeImageTest {
    private static final String LIB = "/opt/ascent/reference-stack/lib/";

    @TempDir
    Path stack;

    @BeforeEach
    void a_built_reference_stack() throws IOException {
        Files.createDirectory(stack.resolve("lib"));
        Files.createFile(stack.resolve("reference-stack.jar"));
        Files.createFile(stack.resolve("lib/netty.jar"));
    }

    @Test
    void the_reference_stack_starts_with_its_own_options_and_cache() throws IOException {
        Files.createFile(stack.resolve("lib/reference-stack.aot"));

        List<String> entrypoint = entrypoint();
        assertThat(entrypoint).startsWith("/opt/jdk/bin/java");
        assertThat(entrypoint)
                .containsSubsequence(
                        "@" + LIB + "jvm.options",
                        "-XX:AOTCache=" + LIB + "reference-stack.aot",
                        "-jar",
                        "/opt/ascent/reference-stack/reference-stack.jar");
    }

    @ParameterizedTest
    @ValueSource(strings = {"reference-stack.jar", "lib/netty.jar"})
    void a_cache_that_is_older_than_a_jar_would_run_old_code_and_is_left_out(String jar) throws IOException {
        Path cache = Files.createFile(stack.resolve("lib/reference-stack.aot"));
        Instant trained = Files.getLastModifiedTime(cache).toInstant();
        Files.setLastModifiedTime(stack.resolve(jar), FileTime.from(trained.plusSeconds(1)));

        assertThat(entrypoint())
                .contains("@" + LIB + "jvm.options")
                .noneMatch(argument -> argument.contains("AOTCache"));
    }

    @Test
    void a_cache_that_is_not_there_is_not_named() {
        assertThat(entrypoint())
                .contains("@" + LIB + "jvm.options")
                .noneMatch(argument -> argument.contains("AOTCache"));
    }

    private List<String> entrypoint() {
        return RuntimeImage.referenceStack(Path.of("/jdk"), stack).entrypoint();
    }
}
