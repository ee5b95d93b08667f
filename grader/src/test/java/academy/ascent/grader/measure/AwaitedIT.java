package academy.ascent.grader.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A grader that is started ahead of its work. */
class AwaitedIT {
    private Process process;

    @BeforeEach
    void start() throws IOException {
        List<String> command = new ArrayList<>(
                GraderJvm.command(Path.of("target", "grader.jar").toString()));
        command.add(Awaited.WORD);
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    @AfterEach
    void end() {
        process.destroyForcibly();
    }

    @Test
    void it_does_what_it_is_handed() throws Exception {
        process.getOutputStream()
                .write(Awaited.line(List.of("measure", "--lab=no such lab\n")).getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
        assertThat(process.inputReader().readLine()).contains("Missing required options", "--submission");
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void it_ends_without_a_word_when_nobody_will_want_it() throws Exception {
        process.getOutputStream().close();
        assertThat(process.inputReader().readLine()).isNull();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }
}
