package academy.ascent.grader.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import academy.ascent.grader.submission.Reading;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DockerfileTest {

    @Test
    void reads_stages_flags_continued_lines_comments_and_both_forms() {
        Dockerfile dockerfile = given("""
                # syntax=docker/dockerfile:1
                ARG PYTHON=3.12

                FROM --platform=linux/amd64 python:${PYTHON}-slim AS Build
                # a comment
                RUN apt-get update && \\
                # a comment between

                    apt-get install -y gcc
                FROM build
                copy --from=build --chown=1000:1000 ["a b", "/app/"]
                CMD ["python", "-m", "serve"]
                """);
        assertThat(dockerfile.stages())
                .extracting(Dockerfile.BuildStage::base)
                .containsExactly("python:3.12-slim", "build");
        Instruction run = dockerfile.stages().getFirst().instructions().getFirst();
        assertThat(run.line()).isEqualTo(6);
        assertThat(run.commands())
                .containsExactly(List.of("apt-get", "update"), List.of("apt-get", "install", "-y", "gcc"));
        Instruction copy = dockerfile.last().instructions().getFirst();
        assertThat(copy.keyword()).isEqualTo("COPY");
        assertThat(copy.flags()).isEqualTo(Map.of("from", "build", "chown", "1000:1000"));
        assertThat(copy.exec()).hasValue(List.of("a b", "/app/"));
        assertThat(dockerfile.last().instructions().getLast().exec()).hasValue(List.of("python", "-m", "serve"));
        assertThat(dockerfile.shippedInstructions()).hasSize(3);
    }

    @Test
    void reads_heredocs_whatever_stands_in_them() {
        Dockerfile dockerfile = given("""
                FROM a:1
                RUN <<EOF
                FROM nowhere
                rm -rf /x
                EOF
                COPY <<-"ONE" <<TWO /etc/
                \tone
                \tONE
                two
                TWO
                RUN cat <<< word
                USER app
                """);
        List<Instruction> instructions = dockerfile.last().instructions();
        assertThat(instructions).extracting(Instruction::keyword).containsExactly("RUN", "COPY", "RUN", "USER");
        assertThat(instructions.getFirst().heredocs()).containsExactly("FROM nowhere\nrm -rf /x\n");
        assertThat(instructions.get(1).heredocs()).containsExactly("one\n", "two\n");
        assertThat(instructions.getFirst().commands()).contains(List.of("rm", "-rf", "/x"));
    }

    @Test
    void the_escape_character_can_be_another() {
        Dockerfile dockerfile = given("# escape=`\nFROM a:1\nRUN dir C:\\ `\n  && x\nUSER app\n");
        assertThat(dockerfile.last().instructions()).hasSize(2);
    }

    @Test
    void assignments_are_read_in_both_forms_and_quotes_keep_words_together() {
        Dockerfile dockerfile =
                given("FROM a:1\nENV A=1 B=\"two words\" C=three\\ words\nENV OLD the old form\nARG X\n");
        assertThat(dockerfile.last().instructions())
                .extracting(Instruction::assignments)
                .containsExactly(
                        Map.of("A", "1", "B", "two words", "C", "three words"),
                        Map.of("OLD", "the old form"),
                        Map.of("X", ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '@',
            quoteCharacter = '~',
            value = {
                "a && b || c; d & e | f @ 6",
                "echo 'a && b' \"c ; d\" @ 1",
                "a > b 2>&1 @ 1",
                "a # b && c @ 1",
                "a\\;b @ 1"
            })
    void commands_are_split_as_a_shell_would(String text, int commands) {
        assertThat(ShellText.commands(text)).hasSize(commands);
    }

    @ParameterizedTest
    @CsvSource({"$A/x, 1/x", "${A}, 1", "${A:-2}, 1", "${B:-2}, 2", "${A:+3}, 3", "${B}, ${B}", "$$A, $1"})
    void variables_are_replaced_where_they_have_a_value(String text, String replaced) {
        assertThat(Variables.replace(text, Map.of("A", "1"))).isEqualTo(replaced);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | Dockerfile: must begin with FROM",
                "RUN a | Dockerfile line 1: must begin with FROM",
                "FROM a b | Dockerfile line 1: FROM takes an image",
                "FROM a\\nRUNN x | Dockerfile line 2: 'RUNN' is no instruction",
                "FROM a\\nRUN <<EOF\\nx | Dockerfile line 2: the heredoc EOF never ends",
                "FROM a\\nUSER | Dockerfile line 2: USER has nothing behind it"
            })
    void what_docker_would_refuse_is_told_with_its_line(String text, String message) {
        Reading<Dockerfile> reading = Dockerfile.parse("Dockerfile", text.replace("\\n", "\n"));
        assertThat(((Reading.Unusable<Dockerfile>) reading).fault().toString()).startsWith(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FROM a\nRUN x \\\n",
                "FROM a\nRUN --a ",
                "FROM a\nRUN <<E <<E <<E ",
                "FROM a\nRUN \" ' ( $( ",
                "FROM a\nENV a=\" ",
                "FROM a\nRUN [[[[\"",
                "FROM ${a:-${b:-${c"
            })
    void hostile_texts_end_in_time(String piece) {
        String text = piece + piece.substring(piece.indexOf('\n') + 1).repeat(200_000 / piece.length());
        Reading<Dockerfile> reading = assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            Reading<Dockerfile> parsed = Dockerfile.parse("Dockerfile", text);
            if (parsed instanceof Reading.Read<Dockerfile> read) {
                read.value().last().instructions().forEach(instruction -> {
                    instruction.commands();
                    instruction.assignments();
                });
            }
            return parsed;
        });
        assertThat(reading).isNotNull();
    }

    private static Dockerfile given(String text) {
        return ((Reading.Read<Dockerfile>) Dockerfile.parse("Dockerfile", text)).value();
    }
}
