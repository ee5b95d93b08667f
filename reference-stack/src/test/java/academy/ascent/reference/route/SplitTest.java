package academy.ascent.reference.route;

import static academy.ascent.reference.route.FakeModel.scores;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import academy.ascent.reference.protocol.InferRequest;
import academy.ascent.reference.protocol.RejectedRequest;
import academy.ascent.reference.route.RouteReport.Comparison;
import academy.ascent.reference.route.RouteReport.SplitDetail;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SplitTest {
    @TempDir
    private Path folder;

    private RoutesUnderTest routes;
    private FakeModel control;
    private FakeModel treatment;

    @BeforeEach
    void givenAnExperiment() {
        routes = new RoutesUnderTest(folder);
        control = routes.model("a", "1", scores("p", 1, 0.25));
        treatment = routes.model("a", "2", scores("p", 1, 0.75));
        routes.declare("""
                routes:
                  - name: test
                    kind: ab
                    key: user
                    arms:
                      - {model: a, version: "1", as: control}
                      - {model: a, version: "2", as: treatment}
                    outcomes: {alpha: 0.05, sample: 200, keep: 50}
                """);
    }

    @Test
    void aUserGetsTheSameArmEachTime() {
        Object first = armOf("ann");
        for (int i = 0; i < 20; i++) {
            assertThat(armOf("ann")).isEqualTo(first);
        }
    }

    @Test
    void aRequestWithoutTheKeyIsRejected() {
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> routes.ask("test", Map.of("usr", "ann")))
                .withCauseInstanceOf(RejectedRequest.class)
                .withMessageContaining("the route \"test\" needs the request parameter \"user\"");
    }

    @Test
    void aBetterTreatmentIsFoundByBothTests() {
        report(2000, 0.2, 0.5);

        Comparison comparison = detail().comparisons().getFirst();
        assertThat(comparison.anytimeVerdict()).isEqualTo("better");
        assertThat(comparison.fixedVerdict()).isEqualTo("better");
        assertThat(comparison.fixed()).hasValueSatisfying(test -> {
            assertThat(test.lower()).isBetween(0.0, 0.3);
            assertThat(test.upper()).isBetween(0.3, 0.6);
        });
        assertThat(detail().arms())
                .allSatisfy(arm -> assertThat(arm.successes().trials()).isGreaterThan(800));
    }

    @Test
    void aWorseTreatmentIsFoundByBothTests() {
        report(2000, 0.5, 0.2);

        assertThat(detail().comparisons().getFirst().anytimeVerdict()).isEqualTo("worse");
        assertThat(detail().comparisons().getFirst().fixedVerdict()).isEqualTo("worse");
    }

    @Test
    void equalArmsAreNotFoundDifferent() {
        report(2000, 0.3, 0.3);

        assertThat(detail().comparisons().getFirst().anytimeVerdict()).isEqualTo("undecided");
        assertThat(detail().comparisons().getFirst().fixedVerdict()).isEqualTo("no difference");
    }

    @Test
    void theFixedTestWaitsForItsSampleAndIsNotMadeAgain() {
        report(100, 0.0, 1.0);
        assertThat(detail().comparisons().getFirst().fixedVerdict()).isEqualTo("sample too small");
        report(1000, 0.0, 1.0);
        var fixed = detail().comparisons().getFirst().fixed();
        assertThat(fixed).isPresent();

        report(1000, 1.0, 0.0);
        assertThat(detail().comparisons().getFirst().fixed()).isEqualTo(fixed);
    }

    @Test
    void anOutcomeIsTakenOnceByKeyAndOnceById() {
        routes.ask("test", Map.of("user", "ann"));
        routes.routing().outcome("test", new Outcome("ann", true, true));
        routes.routing().outcome("test", new Outcome("7", false, true));

        assertThatExceptionOfType(RejectedRequest.class)
                .isThrownBy(() -> routes.routing().outcome("test", new Outcome("ann", true, true)))
                .withMessageContaining("no answer with the key \"ann\" waits for an outcome");
    }

    @Test
    void namesAreKeptUpToALength() {
        String longest = "x".repeat(256);
        routes.route("test")
                .infer(new InferRequest(longest, Map.of("user", longest), List.of(scores("x", 2, 1, 2)), List.of()))
                .join();
        assertThat(detail().waiting()).isEqualTo(2);

        routes.route("test")
                .infer(new InferRequest(longest + "x", Map.of("user", "ann"), List.of(scores("x", 2, 1, 2)), List.of()))
                .join();
        assertThat(detail().waiting()).as("the id is too long").isEqualTo(3);

        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> routes.ask("test", Map.of("user", longest + "x")))
                .withCauseInstanceOf(RejectedRequest.class)
                .withMessageContaining(
                        "takes a request parameter \"user\" of at most 256 characters; this one has 257");
        assertThat(routes.uncounted("test").infer(RoutesUnderTest.request(Map.of("user", longest + "x"))))
                .isCompletedExceptionally();
        assertThat(detail().waiting()).isEqualTo(3);
    }

    @Test
    void outcomesOfOldAnswersAreNotTaken() {
        for (int i = 0; i < 60; i++) {
            routes.ask("test", Map.of("user", "user-" + i));
        }

        assertThat(detail().waiting()).isEqualTo(50);
        assertThatExceptionOfType(RejectedRequest.class)
                .isThrownBy(() -> routes.routing().outcome("test", new Outcome("user-0", true, true)));
        routes.routing().outcome("test", new Outcome("user-59", true, true));
    }

    @Test
    void aFailedRequestWaitsForNoOutcome() {
        control.fails();
        treatment.fails();
        assertThatExceptionOfType(CompletionException.class).isThrownBy(() -> armOf("ann"));

        assertThat(detail().waiting()).isZero();
    }

    @Test
    void aResetForgetsTheOutcomes() {
        report(100, 0.5, 0.5);
        routes.routing().reset("test");

        assertThat(detail().arms())
                .allSatisfy(arm -> assertThat(arm.successes().trials()).isZero());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]                              | the body is no JSON object",
                "{                               | malformed JSON",
                "{}                              | needs \"success\" and either \"id\" or \"key\"",
                "{\"id\":\"7\"}                  | needs \"success\"",
                "{\"id\":\"7\",\"key\":\"a\",\"success\":true} | either",
                "{\"id\":\"7\",\"success\":1}    | \"success\" must be true or false",
                "{\"id\":[1],\"success\":true}   | \"id\" must be text or a number",
                "{\"id\":null,\"success\":true}  | \"id\" must be text or a number",
                "{\"user\":\"7\"}                | unknown field \"user\"",
            })
    void aBodyThatIsNoOutcomeIsRejected(String body, String message) {
        assertThatExceptionOfType(RejectedRequest.class)
                .isThrownBy(() -> Outcome.read(body.getBytes(UTF_8)))
                .withMessageContaining(message);
    }

    @Test
    void anOutcomeIsReadFromItsBody() {
        assertThat(Outcome.read("{\"success\":false,\"key\":42}".getBytes(UTF_8)))
                .isEqualTo(new Outcome("42", true, false));
    }

    /** So many users are asked for and their outcomes reported, at these rates of success. */
    private void report(int users, double ofControl, double ofTreatment) {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < users; i++) {
            String user = "user-" + i;
            double rate = armOf(user).equals("control") ? ofControl : ofTreatment;
            routes.routing().outcome("test", new Outcome(user, true, random.nextDouble() < rate));
        }
    }

    private Object armOf(String user) {
        InferRequest request = new InferRequest(null, Map.of("user", user), List.of(scores("x", 2, 1, 2)), List.of());
        return routes.route("test").infer(request).join().parameters().get("route_arm");
    }

    private SplitDetail detail() {
        return (SplitDetail) routes.report("test").detail();
    }
}
