package academy.ascent.reference.route;

import static academy.ascent.reference.route.FakeModel.scores;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import academy.ascent.reference.config.InvalidConfig;
import academy.ascent.reference.protocol.InferResponse;
import academy.ascent.reference.protocol.Predictors;
import academy.ascent.reference.protocol.RejectedRequest;
import academy.ascent.reference.protocol.TensorMetadata;
import academy.ascent.reference.protocol.UnknownModel;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoutingTest {
    private static final String ALIAS = """
            routes:
              - name: alias
                kind: single
                target: {model: a, version: "2"}
            """;

    @TempDir
    private Path folder;

    private RoutesUnderTest routes;
    private FakeModel newer;

    @BeforeEach
    void givenTwoVersions() {
        routes = new RoutesUnderTest(folder);
        routes.model("a", "1", scores("p", 1, 0.25));
        newer = routes.model("a", "2", scores("p", 1, 0.75));
    }

    @Test
    void anAliasAnswersInItsOwnNameAndTellsWhoDid() {
        InferResponse answer = routes.declare(ALIAS).ask("alias", Map.of());

        assertThat(answer.model()).isEqualTo("alias");
        assertThat(answer.version()).isEqualTo("2");
        assertThat(answer.id()).isEqualTo("7");
        assertThat(answer.parameters())
                .isEqualTo(Map.of("route_arm", "target", "route_model", "a", "route_version", "2"));
        assertThat(answer.outputs().getFirst().number(0)).isEqualTo(0.75);
    }

    @Test
    void aRouteWithinARouteTellsTheWayAndTheModelAtItsEnd() {
        routes.declare(ALIAS + """
                  - name: outer
                    kind: single
                    target: {route: alias}
                """);

        InferResponse answer = routes.ask("outer", Map.of());
        assertThat(answer.model()).isEqualTo("outer");
        assertThat(answer.parameters())
                .isEqualTo(Map.of("route_arm", "target/target", "route_model", "a", "route_version", "2"));
    }

    @Test
    void aRouteMayBeDeclaredAfterTheOneThatLeadsToIt() {
        routes.declare("""
                routes:
                  - {name: outer, kind: single, target: {route: inner}}
                  - {name: inner, kind: single, target: {model: a, version: "1"}}
                """);

        assertThat(routes.ask("outer", Map.of()).version()).isEqualTo("1");
    }

    @Test
    void routesStandBesideModelsAndHaveNoVersions() {
        Predictors all = routes.declare(ALIAS).routing().over(routes);

        assertThat(all.names()).containsExactly("a", "alias");
        assertThat(all.versions("alias")).isEmpty();
        assertThat(all.versions("a")).containsExactly("1", "2");
        assertThat(all.find("a", "1").version()).isEqualTo("1");
        assertThat(all.find("alias", null).version()).isEmpty();
        assertThatExceptionOfType(UnknownModel.class)
                .isThrownBy(() -> all.find("alias", "1"))
                .withMessageContaining("is a route, which has no versions");
    }

    @Test
    void aRouteTakesAndAnswersWhatItsTargetDoes() {
        assertThat(routes.declare(ALIAS).route("alias").metadata()).satisfies(metadata -> {
            assertThat(metadata.name()).isEqualTo("alias");
            assertThat(metadata.versions()).isEmpty();
            assertThat(metadata.inputs()).extracting(TensorMetadata::name).containsExactly("x");
            assertThat(metadata.outputs()).extracting(TensorMetadata::name).containsExactly("p");
        });
    }

    @Test
    void aRouteIsReadyWhenItsTargetIs() {
        routes.declare(ALIAS);
        assertThat(routes.route("alias").isReady()).isTrue();
        newer.ready = false;
        assertThat(routes.route("alias").isReady()).isFalse();
    }

    @Test
    void aTargetsFailureIsTheClients() {
        routes.declare(ALIAS);
        newer.fails(new RejectedRequest("too few columns"));

        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> routes.ask("alias", Map.of()))
                .withCauseInstanceOf(RejectedRequest.class)
                .withMessageContaining("too few columns");
        assertThat(routes.report("alias").arms().getFirst().failures()).isOne();
    }

    @Test
    void aRouteDeclaredAsBeforeKeepsItsCountsAndAnotherDoesNot() {
        routes.declare(ALIAS);
        routes.ask("alias", Map.of());
        routes.declare("# moved down\n\n" + ALIAS + "  - {name: more, kind: single, target: {model: a}}\n");
        routes.ask("alias", Map.of());
        assertThat(routes.report("alias").arms().getFirst().requests()).isEqualTo(2);

        routes.declare(ALIAS.replace("\"2\"", "\"1\""));
        assertThat(routes.report("alias").arms().getFirst().requests()).isZero();
    }

    @Test
    void theTimeOfEachArmIsCounted() {
        routes.declare(ALIAS);
        newer.behaves(request -> {
            routes.nanos.addAndGet(5_000_000);
            return CompletableFuture.completedFuture(newer.answer(request));
        });
        routes.ask("alias", Map.of());
        routes.ask("alias", Map.of());

        assertThat(routes.report("alias").arms().getFirst().seconds()).isEqualTo(0.01);
    }

    @Test
    void onlyWhatDecidesCanBeReset() {
        routes.declare(ALIAS);

        assertThatExceptionOfType(RejectedRequest.class)
                .isThrownBy(() -> routes.routing().reset("alias"))
                .withMessageContaining("decides nothing");
        assertThatExceptionOfType(RejectedRequest.class)
                .isThrownBy(() -> routes.routing().outcome("alias", new Outcome("7", false, true)))
                .withMessageContaining("takes no outcomes");
        assertThatExceptionOfType(UnknownModel.class)
                .isThrownBy(() -> routes.routing().reset("other"))
                .withMessageContaining("unknown route \"other\"; this server has [alias]");
    }

    @Test
    void rulesOfAnOutputThatIsNotThereAreRefusedAtTheirLine() {
        assertThatExceptionOfType(InvalidConfig.class)
                .isThrownBy(() -> routes.declare(ALIAS + """
                            rules:
                              - when: {output: q, below: 1}
                                set: {decision: review}
                        """.indent(0)))
                .withMessageContaining("line 9: the route has no output \"q\"; it has [p]");
    }
}
