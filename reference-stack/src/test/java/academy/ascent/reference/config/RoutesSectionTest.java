package academy.ascent.reference.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import academy.ascent.reference.config.RouteConfig.Canary;
import academy.ascent.reference.config.RouteConfig.Case;
import academy.ascent.reference.config.RouteConfig.Combination;
import academy.ascent.reference.config.RouteConfig.Ensemble;
import academy.ascent.reference.config.RouteConfig.Outcomes;
import academy.ascent.reference.config.RouteConfig.Rollback;
import academy.ascent.reference.config.RouteConfig.Select;
import academy.ascent.reference.config.RouteConfig.Shadow;
import academy.ascent.reference.config.RouteConfig.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutesSectionTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void givenAModel() throws IOException {
        Files.writeString(folder.resolve("m.onnx"), "model");
    }

    @Test
    void readsACanary() throws IOException {
        Canary canary = (Canary) only("""
                - name: r
                  kind: canary
                  stable: {model: m, version: "1", weight: 9}
                  candidate: {model: m, version: "2", weight: 1}
                  rollback: {alpha: 0.02, error-margin: 0.005, slower-than: 80ms, slow-margin: 0.02, window: 500}
                  retry-on-stable: true
                """).kind();

        assertThat(canary.stable().weight()).isEqualTo(9);
        assertThat(canary.candidate().version()).hasValue("2");
        assertThat(canary.rollback())
                .isEqualTo(new Rollback(0.02, 0.005, Optional.of(Duration.ofMillis(80)), 0.02, 500));
        assertThat(canary.retryOnStable()).isTrue();
    }

    @Test
    void fillsInWhatACanaryLeavesOut() throws IOException {
        Canary canary =
                (Canary) only("- {name: r, kind: canary, stable: {model: m}, candidate: {model: m, version: \"2\"}}")
                        .kind();

        assertThat(canary.stable().weight()).isEqualTo(95);
        assertThat(canary.candidate().weight()).isEqualTo(5);
        assertThat(canary.rollback()).isEqualTo(new Rollback(0.01, 0, Optional.empty(), 0.01, 10_000));
        assertThat(canary.retryOnStable()).isFalse();
    }

    @Test
    void readsASplit() throws IOException {
        Split split = (Split) only("""
                - name: r
                  kind: ab
                  key: user
                  arms:
                    - {model: m, version: "1", weight: 2, as: control}
                    - {model: m, version: "2"}
                  outcomes: {alpha: 0.1, sample: 300, keep: 7}
                """).kind();

        assertThat(split.key()).isEqualTo("user");
        assertThat(split.arms()).extracting(TargetConfig::arm).containsExactly("control", "m-2");
        assertThat(split.arms()).extracting(TargetConfig::weight).containsExactly(2, 1);
        assertThat(split.outcomes()).isEqualTo(new Outcomes(0.1, 300, 7));
    }

    @Test
    void readsAShadowAnEnsembleAndASelection() throws IOException {
        Files.writeString(folder.resolve("c.csv"), "score,label\n");
        List<RouteConfig> routes = routes("""
                - {name: r, kind: shadow, primary: {model: m}, shadow: {model: n}, in-flight: 3, tolerance: 0.5}
                - name: s
                  kind: ensemble
                  members: [{model: m}, {model: n, weight: 3}]
                  output: p
                  combine: weighted
                  quorum: 1
                  calibration: {file: c.csv, score: x, label: y, method: platt}
                - name: t
                  kind: select
                  cases: [{when: {region: [eu, uk], sla: gold}, model: m, as: gold}]
                  otherwise: {route: r}
                """);

        assertThat(((Shadow) routes.get(0).kind()).inFlight()).isEqualTo(3);
        assertThat(((Shadow) routes.get(0).kind()).tolerance()).isEqualTo(0.5);
        Ensemble ensemble = (Ensemble) routes.get(1).kind();
        assertThat(ensemble.combination()).isEqualTo(Combination.WEIGHTED);
        assertThat(ensemble.quorum()).isEqualTo(1);
        assertThat(ensemble.calibration()).hasValueSatisfying(calibration -> {
            assertThat(calibration.score()).isEqualTo("x");
            assertThat(calibration.method()).isEqualTo(RouteConfig.CalibrationMethod.PLATT);
        });
        Select select = (Select) routes.get(2).kind();
        assertThat(select.cases())
                .singleElement()
                .extracting(Case::when)
                .isEqualTo(Map.of("region", Set.of("eu", "uk"), "sla", Set.of("gold")));
        assertThat(select.otherwise())
                .hasValueSatisfying(target -> assertThat(target.name()).isEqualTo("r"));
    }

    @Test
    void theSameDeclarationElsewhereInTheFileIsTheSame() throws IOException {
        RouteConfig before = only("- {name: r, kind: single, target: {model: m, version: \"1\"}}");
        RouteConfig moved = only("""
                # A line more
                - name: r
                  kind: single
                  target:
                    model: m
                    version: "1"
                """);
        RouteConfig other = only("- {name: r, kind: single, target: {model: m, version: \"2\"}}");

        assertThat(moved.declaresSame(before)).isTrue();
        assertThat(other.declaresSame(before)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{kind: single, target: {model: m}}             | routes[0] has no \"name\"",
                "{name: r, target: {model: m}}                  | routes[0] has no \"kind\"",
                "{name: r, kind: random, target: {model: m}}    | \"random\" is unknown; choose one of [single, canary, ab, shadow, ensemble, select]",
                "{name: a/b, kind: single, target: {model: m}}  | cannot stand in an address",
                "{name: m, kind: single, target: {model: m}}    | \"m\" is the name of another model or route",
                "{name: r, kind: single}                        | the route has no \"target\"",
                "{name: r, kind: single, target: {model: x}}    | there is no model \"x\"; models are [m, n]",
                "{name: r, kind: single, target: {route: x}}    | there is no route \"x\"; routes are [r]",
                "{name: r, kind: single, target: {route: m}}    | there is no route \"m\"",
                "{name: r, kind: single, target: {model: m, version: \"9\"}} | model \"m\" has no version \"9\"; it has [1, 2]",
                "{name: r, kind: single, target: {route: r}}    | the routes lead in a circle: r → r",
                "{name: r, kind: single, target: {}}            | a target needs either \"model\" or \"route\"",
                "{name: r, kind: single, target: {route: r, version: \"1\"}} | a route has no version",
                "{name: r, kind: single, target: {model: m, weight: 3}}      | unknown key \"weight\" in routes[0].target",
                "{name: r, kind: single, target: {model: m}, key: user}      | a route of kind single has no \"key\"; it has [target]",
                "{name: r, kind: canary, stable: {model: m}}    | the route has no \"candidate\"",
                "{name: r, kind: canary, stable: {model: m, weight: 0}, candidate: {model: n}} | weight must be a whole number from 1 to 10000",
                "{name: r, kind: canary, stable: {model: m}, candidate: {model: n}, rollback: {alpha: 0}} | alpha must be a number from",
                "{name: r, kind: canary, stable: {model: m}, candidate: {model: n}, rollback: {slower-than: 0s}} | slower-than must be above 0",
                "{name: r, kind: canary, stable: {model: m}, candidate: {model: n}, rollback: {p99: 5ms}} | unknown key \"p99\"",
                "{name: r, kind: ab, key: user, arms: [{model: m}]}          | must list at least two",
                "{name: r, kind: ab, key: user, arms: [{model: m}, {model: m}]} | two of \"arms\" are called \"m\"",
                "{name: r, kind: ab, arms: [{model: m}, {model: n}]}         | has no \"key\"",
                "{name: r, kind: shadow, primary: {model: m}}                | the route has no \"shadow\"",
                "{name: r, kind: ensemble, members: [{model: m}, {model: n}]} | has no \"output\"",
                "{name: r, kind: ensemble, members: [{model: m}, {model: n}], output: p, quorum: 3} | quorum must be a whole number from 1 to 2",
                "{name: r, kind: ensemble, members: [{model: m}, {model: n}], output: p, calibration: {file: x.csv}} | there is no calibration data \"x.csv\"",
                "{name: r, kind: select, otherwise: {model: m}}              | needs \"cases\"",
                "{name: r, kind: select, cases: [{model: m}]}                | a case needs \"when\"",
                "{name: r, kind: select, cases: [{when: {}, model: m}]}      | a case needs \"when\"",
                "{name: r, kind: select, cases: [{when: {a: 1}, model: m}]}  | must be text; put it in quotes: \"1\"",
                "{name: r, kind: single, target: {model: m}, rules: [{when: {output: p, below: 1}}]} | a rule needs \"set\"",
                "{name: r, kind: single, target: {model: m}, rules: [{when: {output: p}, set: {a: b}}]} | a condition needs",
                "{name: r, kind: single, target: {model: m}, rules: [{when: {output: p, below: 1, equals: 2}, set: {a: b}}]} | a condition needs",
                "{name: r, kind: single, target: {model: m}, rules: [{when: {below: 1}, set: {a: b}}]} | has no \"output\"",
                "{name: r, kind: single, target: {model: m}, rules: [{set: {a: b}}, {set: {a: c}}]} | the rule before applies to every row",
            })
    void refusesWhatIsWrongWithItsLineAndReason(String route, String message) {
        assertThatExceptionOfType(InvalidConfig.class)
                .isThrownBy(() -> routes("- " + route))
                .withMessageStartingWith(folder.resolve("serving.yaml") + ", line 6: ")
                .withMessageContaining(message);
    }

    @Test
    void refusesTwoRoutesOfOneName() {
        assertThatExceptionOfType(InvalidConfig.class)
                .isThrownBy(() -> routes("""
                        - {name: r, kind: single, target: {model: m}}
                        - {name: r, kind: single, target: {model: n}}
                        """))
                .withMessageContaining("line 7: \"r\" is the name of another model or route");
    }

    @Test
    void refusesALongCircleAtTheLineThatClosesIt() {
        assertThatExceptionOfType(InvalidConfig.class)
                .isThrownBy(() -> routes("""
                        - {name: a, kind: single, target: {route: b}}
                        - {name: b, kind: canary, stable: {model: m}, candidate: {route: c}}
                        - {name: c, kind: single, target: {route: a}}
                        """))
                .withMessageContaining("line 8: the routes lead in a circle: a → b → c → a");
    }

    @Test
    void aRouteThatTwoOthersLeadToIsNoCircle() throws IOException {
        assertThat(routes("""
                        - {name: a, kind: canary, stable: {route: c}, candidate: {route: b}}
                        - {name: b, kind: single, target: {route: c}}
                        - {name: c, kind: single, target: {model: m}}
                        """)).hasSize(3);
    }

    @Test
    void refusesRoutesTooDeepWithinEachOther() {
        StringBuilder chain = new StringBuilder("- {name: r0, kind: single, target: {model: m}}\n");
        for (int i = 1; i < 9; i++) {
            chain.append("- {name: r%d, kind: single, target: {route: r%d}}%n".formatted(i, i - 1));
        }

        assertThatExceptionOfType(InvalidConfig.class)
                .isThrownBy(() -> routes(chain.toString()))
                .withMessageContaining("more than 8 routes lie within each other");
    }

    private RouteConfig only(String route) throws IOException {
        return routes(route).getFirst();
    }

    private List<RouteConfig> routes(String routes) throws IOException {
        Files.writeString(folder.resolve("serving.yaml"), """
                models:
                  - {name: m, version: "1", path: m.onnx}
                  - {name: m, version: "2", path: m.onnx}
                  - {name: n, path: m.onnx}
                routes:
                """ + routes);
        return ServingFile.read(folder).routes();
    }
}
