package academy.ascent.reference.route;

import static academy.ascent.reference.route.FakeModel.labels;
import static academy.ascent.reference.route.FakeModel.scores;
import static academy.ascent.reference.route.FakeModel.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import academy.ascent.reference.protocol.InferResponse;
import academy.ascent.reference.protocol.Tensor;
import academy.ascent.reference.route.RouteReport.ShadowDetail;
import academy.ascent.reference.statistics.Proportion;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShadowTest {
    @TempDir
    private Path folder;

    private RoutesUnderTest routes;
    private FakeModel primary;
    private FakeModel shadow;

    @BeforeEach
    void givenAShadow() {
        routes = new RoutesUnderTest(folder);
        primary = routes.model("a", "1", scores("p", 1, 0.25));
        shadow = routes.model("a", "2", scores("p", 1, 0.25));
        routes.declare("""
                routes:
                  - name: watched
                    kind: shadow
                    primary: {model: a, version: "1"}
                    shadow: {model: a, version: "2"}
                    in-flight: 4
                    tolerance: 0.001
                """);
    }

    @Test
    void theAnswerIsThePrimarysAlone() {
        shadow.answers(scores("p", 1, 0.75));
        InferResponse answer = ask();

        assertThat(answer.version()).isEqualTo("1");
        assertThat(answer.parameters()).containsEntry("route_arm", "primary");
        assertThat(answer.outputs())
                .singleElement()
                .satisfies(p -> assertThat(p.number(0)).isEqualTo(0.25));
        await().untilAsserted(() -> assertThat(detail().agreement()).isEqualTo(new Proportion(0, 1)));
        assertThat(detail().meanDifference()).isEqualTo(0.5);
    }

    @Test
    void aFailingShadowIsCountedAndNothingElse() {
        shadow.fails();
        assertThat(ask().version()).isEqualTo("1");

        await().untilAsserted(() -> assertThat(detail().failed()).isOne());
        assertThat(detail().agreement().trials()).isZero();
    }

    @Test
    void aShadowThatThrowsDoesNotUseUpItsPlaces() {
        shadow.behaves(_ -> {
            throw new IllegalStateException("a predictor that breaks its promise");
        });
        for (int i = 0; i < 10; i++) {
            int asked = i + 1;
            ask();
            await().untilAsserted(() -> assertThat(shadow.asked).hasSize(asked));
        }

        await().untilAsserted(() -> assertThat(detail().failed()).isEqualTo(10));
        assertThat(detail().dropped()).isZero();
    }

    @Test
    void aShadowThatIsBehindIsLeftOutAndDelaysNobody() {
        CompletableFuture<InferResponse> never = new CompletableFuture<>();
        shadow.behaves(_ -> never);
        for (int i = 0; i < 20; i++) {
            assertThat(ask().version()).isEqualTo("1");
        }

        await().untilAsserted(() -> assertThat(shadow.asked).hasSize(4));
        assertThat(detail().dropped()).isEqualTo(16);
        never.complete(shadow.answer(shadow.asked.getFirst(), scores("p", 1, 0.25)));
        await().untilAsserted(() -> assertThat(detail().agreement()).isEqualTo(new Proportion(4, 4)));
        ask();
        await().untilAsserted(() -> assertThat(shadow.asked).hasSize(5));
    }

    @Test
    void aShadowThatBlocksItsThreadDelaysNobody() throws Exception {
        CountDownLatch free = new CountDownLatch(1);
        shadow.behaves(request -> {
            try {
                free.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return CompletableFuture.completedFuture(shadow.answer(request));
        });
        assertThat(ask().version()).isEqualTo("1");
        assertThat(ask().version()).isEqualTo("1");
        free.countDown();
    }

    @Test
    void aRequestThatThePrimaryFailsIsNotForTheShadow() {
        primary.fails();
        assertThat(routes.route("watched").infer(RoutesUnderTest.request(Map.of())))
                .isCompletedExceptionally();

        assertThat(shadow.asked).isEmpty();
    }

    @Test
    void numbersAgreeWithinTheToleranceAndTextAndLabelsExactly() {
        ShadowComparison comparison = new ShadowComparison(0.01);
        InferResponse one = response(scores("p", 2, 0.2, 0.8), labels("label", 3), texts("word", "ab"));
        comparison.compare(one, response(scores("p", 2, 0.205, 0.795), labels("label", 3), texts("word", "ab")));
        assertThat(comparison.detail(0, 0).agreement()).isEqualTo(new Proportion(1, 1));

        comparison.compare(one, response(scores("p", 2, 0.2, 0.82), labels("label", 3), texts("word", "ab")));
        comparison.compare(one, response(scores("p", 2, 0.2, 0.8), labels("label", 4), texts("word", "ab")));
        comparison.compare(one, response(scores("p", 2, 0.2, 0.8), labels("label", 3), texts("word", "abc")));
        comparison.compare(one, response(scores("p", 1, 0.2, 0.8), labels("label", 3), texts("word", "ab")));
        comparison.compare(one, response(scores("q", 2, 0.2, 0.8), labels("label", 3), texts("word", "ab")));
        comparison.compare(one, response(scores("p", 2, 0.2, 0.8), labels("label", 3)));
        ShadowDetail detail = comparison.detail(0, 0);
        assertThat(detail.agreement()).isEqualTo(new Proportion(1, 7));
        assertThat(detail.greatestDifference()).isEqualTo(1);
    }

    @Test
    void notANumberAgreesWithItselfOnly() {
        ShadowComparison comparison = new ShadowComparison(0.01);
        comparison.compare(response(scores("p", 1, Double.NaN)), response(scores("p", 1, Double.NaN)));
        comparison.compare(response(scores("p", 1, Double.NaN)), response(scores("p", 1, 0.5)));

        assertThat(comparison.detail(0, 0).agreement()).isEqualTo(new Proportion(1, 2));
        assertThat(comparison.detail(0, 0).meanDifference()).isCloseTo(0, within(0.0));
    }

    private static InferResponse response(Tensor... outputs) {
        return InferResponse.of("m", "1", null, List.of(outputs));
    }

    private InferResponse ask() {
        return routes.ask("watched", Map.of());
    }

    private ShadowDetail detail() {
        return (ShadowDetail) routes.report("watched").detail();
    }
}
