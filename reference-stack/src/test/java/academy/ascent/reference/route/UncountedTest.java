package academy.ascent.reference.route;

import static academy.ascent.reference.route.FakeModel.scores;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import academy.ascent.reference.protocol.InferResponse;
import academy.ascent.reference.protocol.RejectedRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UncountedTest {
    @TempDir
    private Path folder;

    private RoutesUnderTest routes;
    private FakeModel first;
    private FakeModel second;

    @BeforeEach
    void givenRoutes() {
        routes = new RoutesUnderTest(folder);
        first = routes.model("a", "1", scores("p", 1, 0.25));
        second = routes.model("a", "2", scores("p", 1, 0.75));
        routes.declare("""
                routes:
                  - name: canary
                    kind: canary
                    stable: {model: a, version: "1", weight: 1}
                    candidate: {model: a, version: "2", weight: 99}
                  - {name: split, kind: ab, key: user, arms: [{model: a, version: "1"}, {model: a, version: "2"}]}
                  - {name: shadow, kind: shadow, primary: {model: a, version: "1"}, shadow: {model: a, version: "2"}}
                  - name: ensemble
                    kind: ensemble
                    members: [{model: a, version: "1"}, {model: a, version: "2"}]
                    output: p
                    quorum: 1
                  - name: select
                    kind: select
                    cases: [{when: {sla: gold}, route: canary}]
                    rules: [{when: {output: p, below: 0.5}, set: {decision: low}}]
                """);
    }

    @Test
    void aCanarysStableTargetAnswersAndItsTrialHearsOfNothing() {
        RouteReport before = routes.report("canary");
        for (int i = 0; i < 50; i++) {
            assertThat(ask("canary", Map.of()).version()).isEqualTo("1");
        }
        first.fails();
        assertThatThrownBy(() -> ask("canary", Map.of())).hasMessageContaining("is broken");

        assertThat(second.asked).isEmpty();
        assertThat(routes.report("canary")).isEqualTo(before);
    }

    @Test
    void aSplitsKeyChoosesAsItAlwaysDoesAndNoOutcomeIsAwaited() {
        for (String user : List.of("ann", "bob", "eve", "joe", "sue")) {
            Map<String, Object> parameters = Map.of("user", user);
            String version = ask("split", parameters).version();
            assertThat(ask("split", parameters).version()).isEqualTo(version);
            assertThatThrownBy(() -> routes.routing().outcome("split", new Outcome(user, true, true)))
                    .isInstanceOf(RejectedRequest.class);
            assertThat(routes.ask("split", parameters).version()).isEqualTo(version);
        }
        assertThatThrownBy(() -> ask("split", Map.of())).hasMessageContaining("needs the request parameter \"user\"");
        assertThat(requests("split")).containsExactlyInAnyOrder(first.asked.size() / 3L, second.asked.size() / 3L);
    }

    @Test
    void aShadowIsNotAsked() {
        ask("shadow", Map.of());
        assertThat(requests("shadow")).containsExactly(0L, 0L);

        // What is asked for good comes to the shadow after whatever would have come before.
        routes.ask("shadow", Map.of());
        await().untilAsserted(() -> assertThat(requests("shadow")).containsExactly(1L, 1L));
        assertThat(second.asked).hasSize(1);
    }

    @Test
    void anEnsembleAnswersTogetherEvenIfIncomplete() {
        RouteReport before = routes.report("ensemble");
        assertThat(ask("ensemble", Map.of()).outputs().getFirst().number(0)).isEqualTo(0.5);
        second.fails();
        assertThat(ask("ensemble", Map.of()).outputs().getFirst().number(0)).isEqualTo(0.25);

        assertThat(routes.report("ensemble")).isEqualTo(before);
    }

    @Test
    void routesWithinRoutesCountNothingEitherAndRulesHold() {
        assertThat(ask("select", Map.of("sla", "gold")).parameters())
                .containsEntry("decision", "low")
                .containsEntry("route_arm", "case-1/stable");
        assertThat(requests("select")).containsExactly(0L);
        assertThat(requests("canary")).containsExactly(0L, 0L);
    }

    private InferResponse ask(String route, Map<String, Object> parameters) {
        return routes.uncounted(route)
                .infer(RoutesUnderTest.request(parameters))
                .join();
    }

    private List<Long> requests(String route) {
        return routes.report(route).arms().stream()
                .map(RouteReport.ArmReport::requests)
                .toList();
    }
}
