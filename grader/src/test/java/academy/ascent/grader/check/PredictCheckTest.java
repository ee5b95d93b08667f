package academy.ascent.grader.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import academy.ascent.grader.host.HostShare;
import academy.ascent.grader.lab.Lab;
import academy.ascent.grader.lab.LabException;
import academy.ascent.grader.load.TableServer;
import academy.ascent.grader.load.TableServer.Reply;
import academy.ascent.grader.submission.Manifests;
import academy.ascent.grader.submission.Workspace;
import academy.ascent.grader.verdict.CheckResult.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictCheckTest {
    private static final Reply QUARTER =
            new Reply(Duration.ZERO, 200, "{\"outputs\":[{\"name\":\"p\",\"data\":[0.25]}]}");
    private static final Reply BROKEN = new Reply(Duration.ZERO, 500, "{}");

    private final AtomicInteger asked = new AtomicInteger();

    @TempDir
    Path root;

    @Test
    void the_submission_is_asked_while_the_reference_may_still_be_starting() throws IOException {
        Finding finding = found(QUARTER, () -> {
            assertThat(asked).hasValue(2);
            return List.of(new double[] {0.25}, new double[] {0.25});
        });
        assertThat(finding.outcome()).isEqualTo(Outcome.PASSED);
    }

    @Test
    void who_answers_something_else_fails() throws IOException {
        Finding finding = found(QUARTER, () -> List.of(new double[] {0.25}, new double[] {0.75}));
        assertThat(finding.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(finding.title()).isEqualTo("1 of 2 answers wrong");
    }

    @Test
    void a_reference_that_does_not_answer_is_the_labs_fault_even_where_the_submission_does_not_either() {
        assertThatThrownBy(() -> found(BROKEN, () -> {
                    throw new LabException("The reference did not become ready");
                }))
                .isInstanceOf(LabException.class)
                .hasMessage("The reference did not become ready");
    }

    private Finding found(Reply reply, Supplier<List<double[]>> expected) throws IOException {
        Lab lab = GivenCases.lab(root);
        try (TableServer server = TableServer.tcp(i -> {
            asked.incrementAndGet();
            return reply;
        })) {
            CaseBook cases = CaseBook.drawn(lab, lab.grading().getFirst(), 1, expected);
            Stage stage = new Stage(
                    lab,
                    new Submission(
                            new Workspace(root), Optional.of(new ServingSandbox(server)), Manifests.NONE, List.of()),
                    (purpose, workspace) -> new ServingSandbox(server),
                    () -> Optional.of(cases),
                    Optional.empty(),
                    HostShare.windowOnly(root),
                    1,
                    (part, line) -> {});
            return new PredictCheck().run(lab.grading().getFirst(), stage);
        }
    }
}
