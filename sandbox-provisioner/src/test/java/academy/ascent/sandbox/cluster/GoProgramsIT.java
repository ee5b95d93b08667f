package academy.ascent.sandbox.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A shell script stands for Go: what is tried here is what is made of its success and its failure. */
class GoProgramsIT {
    private static final String BUILDS = """
            echo "$@" >> calls
            while [ "$1" != -o ]; do shift; done
            echo tool > "$2/kube-apiserver"
            """;

    @TempDir
    Path folder;

    private Path source;

    @BeforeEach
    void givenAModule() throws IOException {
        source = Files.createDirectories(folder.resolve("modules/kubernetes"));
        Files.writeString(source.resolve("go.mod"), "require k8s.io/kubernetes v1.2.3\n");
        Files.writeString(source.resolve("go.sum"), "a sum\n");
    }

    private GoPrograms given(String go) throws IOException {
        Path script = folder.resolve("go");
        Files.writeString(script, "#!/bin/sh\n" + go);
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        return new GoPrograms(script, folder.resolve("modules"), folder.resolve("cache"), false);
    }

    @Test
    void what_was_built_once_is_not_built_again() throws Exception {
        GoPrograms programs = given(BUILDS);
        Path tools = programs.tools("kubernetes");
        assertThat(tools.resolve("kube-apiserver")).hasContent("tool");
        assertThat(programs.tools("kubernetes")).isEqualTo(tools);
        assertThat(source.resolve("calls")).content().hasLineCount(1).contains("version.gitVersion=v1.2.3");
    }

    @Test
    void another_sum_is_another_build() throws Exception {
        GoPrograms programs = given(BUILDS);
        Path tools = programs.tools("kubernetes");
        Files.writeString(source.resolve("go.sum"), "another sum\n");
        assertThat(programs.tools("kubernetes")).isNotEqualTo(tools);
        assertThat(source.resolve("calls")).content().hasLineCount(2);
    }

    @Test
    void a_build_that_fails_shows_what_go_said_and_is_tried_again() throws Exception {
        assertThatThrownBy(() -> given("echo 'go: no such module' >&2; exit 1").tools("kubernetes"))
                .isInstanceOf(ClusterFailure.class)
                .hasMessageContaining("Go could not build kubernetes (exit status 1)")
                .hasMessageContaining("go: no such module");
        assertThat(given(BUILDS).tools("kubernetes").resolve("kube-apiserver")).exists();
    }
}
