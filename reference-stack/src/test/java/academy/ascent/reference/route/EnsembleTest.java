package academy.ascent.reference.route;

import static academy.ascent.reference.route.FakeModel.labels;
import static academy.ascent.reference.route.FakeModel.scores;
import static academy.ascent.reference.route.FakeModel.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import academy.ascent.reference.config.InvalidConfig;
import academy.ascent.reference.config.RouteConfig.Combination;
import academy.ascent.reference.protocol.Elements;
import academy.ascent.reference.protocol.InferRequest;
import academy.ascent.reference.protocol.InferResponse;
import academy.ascent.reference.protocol.InferenceFailed;
import academy.ascent.reference.protocol.RejectedRequest;
import academy.ascent.reference.protocol.RequestedOutput;
import academy.ascent.reference.protocol.Tensor;
import academy.ascent.reference.protocol.TensorMetadata;
import academy.ascent.reference.route.RouteReport.EnsembleDetail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnsembleTest {
    @TempDir
    private Path folder;

    private RoutesUnderTest routes;
    private FakeModel first;
    private FakeModel second;
    private FakeModel third;

    @BeforeEach
    void givenThreeMembers() {
        routes = new RoutesUnderTest(folder);
        first = routes.model("a", "1", scores("p", 2, 0.2, 0.8, 0.6, 0.4), texts("other", "x", "y"));
        second = routes.model("b", "1", scores("p", 2, 0.4, 0.6, 0.9, 0.1));
        third = routes.model("c", "1", scores("p", 2, 0.9, 0.1, 0.3, 0.7));
    }

    @Test
    void theMeanIsOfAllMembersAlike() {
        Tensor mean = output(declare("combine: mean"), "p");

        assertThat(mean.shape()).containsExactly(2, 2);
        assertNumbers(mean, 0.5, 0.5, 0.6, 0.4);
    }

    @Test
    void theWeightedMeanIsByWeight() {
        assertNumbers(
                output(declare("combine: weighted"), "p"),
                (0.2 * 2 + 0.4 + 0.9) / 4,
                (0.8 * 2 + 0.6 + 0.1) / 4,
                (0.6 * 2 + 0.9 + 0.3) / 4,
                (0.4 * 2 + 0.1 + 0.7) / 4);
    }

    @Test
    void aVoteOverScoresCountsTheMembersBestClasses() {
        InferResponse answer = declare("combine: vote");

        assertNumbers(output(answer, "p"), 0.25, 0.75, 0.75, 0.25);
        assertNumbers(output(answer, "confidence"), 0.75, 0.75);
        assertThat(answer.parameters()).isEqualTo(Map.of("route_members", 3L));
        assertThat(answer.model()).isEqualTo("together");
    }

    @Test
    void aVoteOverLabelsGivesTheLabelOfMost() {
        first.answers(labels("p", 7, 1));
        second.answers(labels("p", 8, 2));
        third.answers(labels("p", 8, 3));

        InferResponse answer = declareLabels();
        // The first member's weight is 2: its labels win against one and tie against two, where the earlier counts.
        assertThat(((Elements.Longs) output(answer, "p").elements()).values()).containsExactly(7, 1);
        assertNumbers(output(answer, "confidence"), 0.5, 0.5);
    }

    @Test
    void aVoteOverTextGivesTheTextOfMost() {
        first.answers(texts("p", "cat"));
        second.answers(texts("p", "dog"));
        third.answers(texts("p", "dog"));

        InferResponse answer = declareLabels();
        assertThat(((Elements.Texts) output(answer, "p").elements()).values()).containsExactly("cat");
    }

    @Test
    void oneScoreARowVotesFromAHalfOn() {
        Combined combined = Combiner.combine(
                List.of(scores("p", 1, 0.5), scores("p", 1, 0.49), scores("p", 1, 0.9)),
                new int[] {1, 1, 1},
                Combination.VOTE);

        assertNumbers(combined.output(), 2 / 3.0);
    }

    @Test
    void onlyTheCombinedOutputIsAskedOfTheMembers() {
        declare("combine: mean");

        assertThat(first.asked)
                .singleElement()
                .satisfies(request -> assertThat(request.outputs()).containsExactly(RequestedOutput.named("p")));
    }

    @Test
    void aMembersFailureIsTheClientsWhereAllMustAnswer() {
        third.fails(new RejectedRequest("too few columns"));

        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> declare("combine: mean"))
                .withCauseInstanceOf(RejectedRequest.class)
                .withMessageContaining("too few columns");
    }

    @Test
    void theRestAnswersWhereAQuorumIsEnough() {
        third.fails();
        InferResponse answer = declare("quorum: 2");

        assertNumbers(output(answer, "p"), 0.3, 0.7, 0.75, 0.25);
        assertThat(answer.parameters()).isEqualTo(Map.of("route_members", 2L));
        assertThat(((EnsembleDetail) routes.report("together").detail()).incomplete())
                .isOne();
        second.fails();
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> routes.ask("together", Map.of()))
                .withCauseInstanceOf(InferenceFailed.class);
    }

    @Test
    void membersRunBesideEachOther() {
        CompletableFuture<InferResponse> slow = new CompletableFuture<>();
        first.behaves(_ -> slow);
        declareOnly("combine: mean");
        CompletableFuture<InferResponse> answer = routes.route("together").infer(RoutesUnderTest.request(Map.of()));

        assertThat(second.asked).hasSize(1);
        assertThat(third.asked).hasSize(1);
        assertThat(answer).isNotDone();
        slow.complete(first.answer(first.asked.getFirst(), scores("p", 2, 0.2, 0.8, 0.6, 0.4)));
        assertNumbers(output(answer.join(), "p"), 0.5, 0.5, 0.6, 0.4);
    }

    @Test
    void membersThatAnswerDifferentShapesFail() {
        third.answers(scores("p", 3, 0.1, 0.2, 0.7));

        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> declare("combine: mean"))
                .withCauseInstanceOf(InferenceFailed.class)
                .withMessageContaining("differ: FP32 [2,2] and FP32 [1,3]");
    }

    @Test
    void aMeanOfLabelsIsRefusedAtTheMembersLine() {
        routes.models.clear();
        routes.model("a", "1", labels("p", 1));
        routes.model("b", "1", labels("p", 1));
        routes.model("c", "1", labels("p", 1));

        assertThatExceptionOfType(InvalidConfig.class)
                .isThrownBy(() -> declareOnly("combine: mean"))
                .withMessageContaining("line 9: output \"p\" of \"a\" is INT64, which has no mean; set combine: vote");
    }

    @Test
    void aMemberWithoutTheOutputIsRefusedAtItsLine() {
        routes.models.clear();
        routes.model("a", "1", scores("p", 1, 1));
        routes.model("b", "1", scores("q", 1, 1));
        routes.model("c", "1", scores("p", 1, 1));

        assertThatExceptionOfType(InvalidConfig.class)
                .isThrownBy(() -> declareOnly("combine: mean"))
                .withMessageContaining("line 10: \"b\" has no output \"p\"");
    }

    @Test
    void theWantedOutputsOnlyAreAnswered() {
        declareOnly("combine: vote");
        InferRequest request =
                new InferRequest(null, Map.of(), List.of(), List.of(RequestedOutput.named("confidence")));

        assertThat(routes.route("together").infer(request).join().outputs())
                .extracting(Tensor::name)
                .containsExactly("confidence");
        InferRequest unknown = new InferRequest(null, Map.of(), List.of(), List.of(RequestedOutput.named("other")));
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> routes.route("together").infer(unknown).join())
                .withCauseInstanceOf(RejectedRequest.class)
                .withMessageContaining("has no output \"other\"; it has [p, confidence]");
    }

    @Test
    void itSaysWhatItAnswers() {
        declareOnly("combine: vote");

        assertThat(routes.route("together").metadata().outputs())
                .extracting(TensorMetadata::name)
                .containsExactly("p", "confidence");
    }

    @Test
    void itIsReadyWhileTheQuorumIs() {
        declareOnly("quorum: 2");
        third.ready = false;
        assertThat(routes.route("together").isReady()).isTrue();
        second.ready = false;
        assertThat(routes.route("together").isReady()).isFalse();
    }

    @Test
    void theConfidenceIsCalibratedByTheFileAndItsErrorReported() throws IOException {
        StringBuilder csv = new StringBuilder("score,label\n");
        for (int i = 0; i < 2000; i++) {
            // A score of 0.9 is right in 60 % of the cases only, one of 0.6 in 50 %.
            csv.append(i % 2 == 0 ? "0.9," + (i % 10 < 6 ? 1 : 0) : "0.6," + (i / 2 % 2))
                    .append('\n');
        }
        Files.writeString(folder.resolve("known.csv"), csv);
        first.answers(scores("p", 2, 0.1, 0.9));
        second.answers(scores("p", 2, 0.1, 0.9));
        third.answers(scores("p", 2, 0.1, 0.9));

        InferResponse answer = declare("calibration: {file: known.csv, method: isotonic}");
        assertThat(output(answer, "confidence").number(0)).isCloseTo(0.6, within(1e-6));
        EnsembleDetail detail = (EnsembleDetail) routes.report("together").detail();
        assertThat(detail.calibration()).hasValueSatisfying(calibration -> {
            assertThat(calibration.rows()).isEqualTo(2000);
            assertThat(calibration.errorBefore()).isCloseTo(0.2, within(0.01));
            // Shares of 500 rows, learnt from another 500, miss by some hundredths.
            assertThat(calibration.errorAfter()).isLessThan(0.08);
        });
    }

    private InferResponse declareLabels() {
        declareOnly("combine: vote");
        return routes.ask("together", Map.of());
    }

    private InferResponse declare(String more) {
        declareOnly(more);
        return routes.ask("together", Map.of());
    }

    private void declareOnly(String more) {
        routes.declare("""
                routes:
                  - name: together
                    kind: ensemble
                    members:
                      - {model: a, weight: 2}
                      - {model: b}
                      - {model: c}
                    output: p
                    %s
                """.formatted(more));
    }

    private static Tensor output(InferResponse answer, String name) {
        return answer.outputs().stream()
                .filter(output -> output.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static void assertNumbers(Tensor tensor, double... expected) {
        assertThat(tensor.elements().count()).isEqualTo(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat(tensor.number(i)).isCloseTo(expected[i], within(1e-6));
        }
    }
}
