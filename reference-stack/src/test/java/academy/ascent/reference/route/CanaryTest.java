package academy.ascent.reference.route;

import static academy.ascent.reference.route.FakeModel.scores;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import academy.ascent.reference.protocol.InferResponse;
import academy.ascent.reference.protocol.InferenceFailed;
import academy.ascent.reference.route.RouteReport.CanaryDetail;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CanaryTest {
    private static final String CANARY = """
            routes:
              - name: live
                kind: canary
                stable: {model: a, version: "1", weight: 90}
                candidate: {model: a, version: "2", weight: 10}
            """;
    private static final String ROLLBACK =
            "    rollback: {alpha: 0.01, slower-than: 50ms, slow-margin: 0.01, window: 1000}\n";

    @TempDir
    private Path folder;

    private RoutesUnderTest routes;
    private FakeModel stable;
    private FakeModel candidate;

    @BeforeEach
    void givenTwoVersions() {
        routes = new RoutesUnderTest(folder);
        stable = routes.model("a", "1", scores("p", 1, 0.25));
        candidate = routes.model("a", "2", scores("p", 1, 0.75));
    }

    @Test
    void theCandidateGetsItsShareExactly() {
        routes.declare(CANARY);
        ask(1000);

        assertThat(candidate.asked).hasSize(100);
        assertThat(stable.asked).hasSize(900);
        assertThat(routes.ask("live", Map.of()).parameters()).containsKey("route_arm");
    }

    @Test
    void aBrokenCandidateIsTakenOutWithItsEvidence() {
        routes.declare(CANARY);
        candidate.fails();
        ask(1000);

        assertThat(routes.rollbacks).singleElement().satisfies(rollback -> {
            assertThat(rollback.cause()).isEqualTo("errors");
            assertThat(rollback.time()).isEqualTo(RoutesUnderTest.NOW);
            assertThat(rollback.criterion().pValue())
                    .isLessThanOrEqualTo(rollback.criterion().alpha());
            assertThat(rollback.criterion().candidate().rate()).isEqualTo(1);
            assertThat(rollback.criterion().stable().rate()).isZero();
        });
        int before = candidate.asked.size();
        assertThat(before).isLessThan(20);
        ask(1000);
        assertThat(candidate.asked).hasSize(before);
        assertThat(((CanaryDetail) routes.report("live").detail()).rollback()).isPresent();
    }

    @Test
    void aSlowCandidateIsTakenOut() {
        routes.declare(CANARY + ROLLBACK);
        candidate.behaves(request -> {
            routes.nanos.addAndGet(Duration.ofMillis(51).toNanos());
            return CompletableFuture.completedFuture(candidate.answer(request));
        });
        ask(1000);

        assertThat(routes.rollbacks)
                .singleElement()
                .satisfies(rollback -> assertThat(rollback.cause()).isEqualTo("latency"));
    }

    @Test
    void aCandidateAtTheBoundIsNotSlow() {
        routes.declare(CANARY + ROLLBACK);
        candidate.behaves(request -> {
            routes.nanos.addAndGet(Duration.ofMillis(50).toNanos());
            return CompletableFuture.completedFuture(candidate.answer(request));
        });
        ask(2000);

        assertThat(routes.rollbacks).isEmpty();
    }

    @Test
    void theClientSeesTheCandidatesFailure() {
        routes.declare(CANARY);
        candidate.fails();

        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> {
                    for (int i = 0; i < 10; i++) {
                        routes.ask("live", Map.of());
                    }
                })
                .withCauseInstanceOf(InferenceFailed.class);
    }

    @Test
    void theStableTargetAnswersWhatTheCandidateFailedOnWhereThatIsWanted() {
        routes.declare(CANARY + "    retry-on-stable: true\n");
        candidate.fails();
        for (int i = 0; i < 100; i++) {
            assertThat(routes.ask("live", Map.of()).version()).isEqualTo("1");
        }

        assertThat(candidate.asked).isNotEmpty();
        assertThat(routes.rollbacks)
                .as("hidden failures are counted all the same")
                .hasSize(1);
    }

    @Test
    void itIsReadyWithoutTheCandidate() {
        routes.declare(CANARY);
        candidate.ready = false;
        assertThat(routes.route("live").isReady()).isTrue();
        stable.ready = false;
        assertThat(routes.route("live").isReady()).isFalse();
    }

    @Test
    void aCandidateTakenOutStaysOutOverAReloadAndComesBackByResetOrChange() {
        routes.declare(CANARY);
        candidate.fails();
        ask(1000);
        int before = candidate.asked.size();
        routes.declare("\n" + CANARY);
        ask(100);
        assertThat(candidate.asked).hasSize(before);

        routes.routing().reset("live");
        ask(100);
        assertThat(candidate.asked.size()).isGreaterThan(before);
        assertThat(routes.resets).containsExactly("live");

        ask(1000);
        int again = candidate.asked.size();
        routes.declare(CANARY.replace("10}", "20}"));
        ask(100);
        assertThat(candidate.asked.size()).isGreaterThan(again);
    }

    @Test
    void aCandidateThatBreaksLateIsFoundInItsWindow() {
        routes.declare(CANARY + ROLLBACK);
        ask(100_000);
        candidate.fails();
        ask(1000);

        assertThat(routes.rollbacks).singleElement().satisfies(rollback -> {
            assertThat(rollback.window()).isGreaterThan(5);
            assertThat(rollback.criterion().candidate().trials()).isLessThan(1000);
        });
    }

    /** 5 % against 0.5 %. */
    @Test
    void fivePercentOfErrorsAreFoundWithin2000RequestsToTheCandidate() {
        int found = 0;
        for (int run = 0; run < 200; run++) {
            if (simulate(new SplittableRandom(run), 0.005, 0.05, 20_000)) {
                found++;
                assertThat(candidate.asked.size()).isLessThanOrEqualTo(2_000);
            }
        }
        assertThat(found).isEqualTo(200);
    }

    @Test
    void anEqualCandidateIsTakenOutNoMoreOftenThanAlphaAllows() {
        int found = 0;
        for (int run = 0; run < 200; run++) {
            found += simulate(new SplittableRandom(1000 + run), 0.02, 0.02, 20_000) ? 1 : 0;
        }
        // At most alpha of them in the long run, by the test's own promise.
        assertThat(found).isLessThanOrEqualTo(10);
    }

    /** One canary with alpha 0.05 and windows of 500; whether the candidate was taken out. */
    private boolean simulate(SplittableRandom random, double ofStable, double ofCandidate, int requests) {
        givenTwoVersions();
        routes.declare(CANARY + "    rollback: {alpha: 0.05, window: 500}\n");
        var route = routes.route("live");
        breakAt(stable, random, ofStable);
        breakAt(candidate, random, ofCandidate);
        for (int i = 0; i < requests && routes.rollbacks.isEmpty(); i++) {
            var _ = route.infer(RoutesUnderTest.request(Map.of()));
        }
        return !routes.rollbacks.isEmpty();
    }

    private static void breakAt(FakeModel model, SplittableRandom random, double rate) {
        InferenceFailed failure = new InferenceFailed("broken", new IllegalStateException("broken"));
        model.behaves(request -> random.nextDouble() < rate
                ? CompletableFuture.<InferResponse>failedFuture(failure)
                : CompletableFuture.completedFuture(model.answer(request)));
    }

    private void ask(int times) {
        var route = routes.route("live");
        for (int i = 0; i < times; i++) {
            var _ = route.infer(RoutesUnderTest.request(Map.of()));
        }
    }
}
