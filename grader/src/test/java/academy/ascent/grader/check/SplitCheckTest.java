package academy.ascent.grader.check;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.grader.host.HostShare;
import academy.ascent.grader.lab.Lab;
import academy.ascent.grader.lab.Labs;
import academy.ascent.grader.load.TableServer;
import academy.ascent.grader.load.TableServer.Reply;
import academy.ascent.grader.submission.Manifests;
import academy.ascent.grader.submission.Workspace;
import academy.ascent.grader.verdict.CheckResult.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole check on servers that answer from a table, with 0.25 for the stable arm and 0.75 for the canary. */
class SplitCheckTest {
    private static final Reply STABLE = says("0.25");
    private static final Reply CANARY = says("0.75");
    private static final Reply BROKEN = new Reply(Duration.ZERO, 500, "{}");

    @TempDir
    Path root;

    @Test
    void who_answers_is_told_by_the_numbers_and_not_by_what_an_answer_says_of_itself() throws IOException {
        Finding honest = run("share", i -> i % 4 == 0 ? CANARY : STABLE, i -> STABLE);
        assertThat(honest.outcome()).isEqualTo(Outcome.PASSED);
        Reply forged = new Reply(Duration.ZERO, 200, STABLE.body().replaceFirst("\\{", "{\"model_version\":\"2\","));
        Finding forging = run("share", i -> i % 4 == 0 ? forged : STABLE, i -> STABLE);
        assertThat(forging.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(forging.title()).isEqualTo("canary answered nobody");
    }

    @Test
    void a_bad_arm_that_is_taken_out_passes_and_one_that_stays_fails() throws IOException {
        IntFunction<Reply> healthy = i -> i % 4 == 0 ? CANARY : STABLE;
        Finding takenOut = run("rollback", healthy, i -> i % 4 == 0 && i < 200 ? BROKEN : STABLE);
        assertThat(takenOut.outcome()).isEqualTo(Outcome.PASSED);
        Finding stays = run("rollback", healthy, i -> i % 4 == 0 ? BROKEN : STABLE);
        // On a host that is not clean a failure is spared, so only what was counted is the same anywhere.
        assertThat(stays.outcome()).isNotEqualTo(Outcome.PASSED);
        assertThat(stays.measurements().get(1).name()).isEqualTo("errors: share met afterwards");
        assertThat(stays.measurements().get(1).value()).isGreaterThan(20);
        Finding answering = run("rollback", healthy, healthy);
        assertThat(answering.outcome()).isNotEqualTo(Outcome.PASSED);
    }

    @Test
    void an_arm_that_never_was_in_the_traffic_cannot_be_taken_out_of_it() throws IOException {
        Finding finding = run("rollback", i -> STABLE, i -> STABLE);
        assertThat(finding.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(finding.title()).isEqualTo("canary is not in the traffic");
    }

    private Finding run(String id, IntFunction<Reply> released, IntFunction<Reply> bad) throws IOException {
        Lab lab = givenLab();
        // The reference is asked for the cases, then for those of each arm.
        try (TableServer reference = TableServer.tcp(i -> i % 6 < 4 ? STABLE : CANARY);
                TableServer submission = TableServer.tcp(released);
                TableServer beside = TableServer.tcp(bad)) {
            CaseBook cases =
                    GivenCases.answeredBy(lab, lab.grading().getFirst(), 1, () -> List.of(reference.endpoint()));
            Path workspace = Files.createDirectories(root.resolve("w" + System.nanoTime() + "/files"));
            Files.writeString(workspace.resolve("canary.onnx"), "good");
            Stage stage = new Stage(
                    lab,
                    new Submission(
                            new Workspace(workspace),
                            Optional.of(new ServingSandbox(submission)),
                            Manifests.NONE,
                            List.of()),
                    (purpose, files) -> {
                        assertThat(files.resolve("canary.onnx")).hasContent("bad");
                        return new ServingSandbox(beside);
                    },
                    () -> Optional.of(cases),
                    Optional.of(new ServingSandbox(reference)),
                    HostShare.windowOnly(root),
                    1,
                    (part, line) -> {});
            return new SplitCheck()
                    .run(
                            lab.grading().stream()
                                    .filter(spec -> spec.id().equals(id))
                                    .findFirst()
                                    .orElseThrow(),
                            stage);
        }
    }

    private Lab givenLab() throws IOException {
        Path folder = Files.createDirectories(root.resolve("l3-test"));
        Files.writeString(folder.resolve("cases.csv"), "a\n1\n2\n");
        Files.writeString(folder.resolve("bad.onnx"), "bad");
        String arms = "arms: [{name: stable, model: m, version: \"1\", weight: 75%}, {name: canary, model: m, version:"
                + " \"2\", weight: 25%}]";
        Files.writeString(folder.resolve("lab.yaml"), """
                id: l3-test
                title: A lab
                summary: One line.
                level: 3
                module: 03-progressive-delivery
                minutes: 40
                sandbox: cpu-small
                points: 3
                pass: 3
                cooldown: [0s]
                files: {edit: ["k8s/*.yaml"]}
                model: m
                service: s
                grading:
                  - {id: answers, check: predict, points: 1, with: {cases: 2, data: cases.csv, columns: [a], output: p, tolerance: 0.1}}
                  - {id: share, check: split, points: 1, with: {route: r, ARMS, rate: 400/s, requests: 800, band: 10%}}
                  - {id: rollback, check: split, points: 1, with: {route: r, ARMS, rate: 600/s, on-trial: canary, bad: [{name: errors, file: canary.onnx, by: bad.onnx}], back-within: 1s}}
                """.replace("ARMS", arms));
        return Labs.read(folder);
    }

    private static Reply says(String number) {
        return new Reply(Duration.ZERO, 200, "{\"outputs\":[{\"name\":\"p\",\"data\":[" + number + "]}]}");
    }
}
