package academy.ascent.reference.route.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.reference.http.Answer;
import academy.ascent.reference.http.Request;
import academy.ascent.reference.metrics.Exposition;
import academy.ascent.reference.protocol.Datatype;
import academy.ascent.reference.protocol.Elements;
import academy.ascent.reference.protocol.Tensor;
import academy.ascent.reference.route.RoutesUnderTest;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouteReportsTest {
    @TempDir
    private Path folder;

    private RoutesUnderTest routes;
    private RoutesResource resource;

    @BeforeEach
    void givenOneRouteOfEachKind() {
        routes = new RoutesUnderTest(folder);
        Tensor p = new Tensor("p", Datatype.FP32, new long[] {1, 1}, new Elements.Floats(new float[] {0.5f}));
        routes.model("a", "1", p);
        routes.model("a", "2", p);
        routes.declare("""
                routes:
                  - {name: single, kind: single, target: {model: a}}
                  - name: canary
                    kind: canary
                    stable: {model: a, version: "1"}
                    candidate: {model: a, version: "2"}
                    rollback: {slower-than: 10ms}
                  - {name: split, kind: ab, key: user, arms: [{model: a, version: "1"}, {model: a, version: "2"}]}
                  - {name: shadow, kind: shadow, primary: {model: a, version: "1"}, shadow: {model: a, version: "2"}}
                  - {name: ensemble, kind: ensemble, members: [{model: a, version: "1"}, {model: a, version: "2"}], output: p}
                  - {name: select, kind: select, cases: [{when: {sla: gold}, model: a}]}
                """);
        resource = new RoutesResource(routes::routing);
    }

    @Test
    void everyRouteIsReported() {
        assertThat(get(""))
                .contains(
                        "{\"name\":\"single\",\"kind\":\"single\",\"arms\":[{\"arm\":\"target\",\"target\":\"a\","
                                + "\"version\":\"default\",\"weight\":1,\"requests\":0,\"failures\":0,"
                                + "\"mean_milliseconds\":null}]}",
                        "\"kind\":\"canary\"",
                        "\"kind\":\"ab\"",
                        "\"kind\":\"shadow\"",
                        "\"kind\":\"ensemble\"",
                        "\"kind\":\"select\"");
    }

    @Test
    void aCanaryShowsItsTrial() {
        routes.ask("canary", Map.of());

        assertThat(get("canary"))
                .contains("\"rolled_back\":false", "\"errors\":{\"stable\":{", "\"latency\":{", "\"p_value\":1.0")
                .doesNotContain("\"rollback\"");
    }

    @Test
    void anOutcomeIsReportedAndShown() {
        routes.ask("split", Map.of("user", "ann"));
        Answer answer = post("split/outcome", "{\"key\":\"ann\",\"success\":true}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(get("split")).contains("\"events\":1,\"trials\":1", "\"verdict\":\"undecided\"");
        assertThat(page()).contains("ascent_route_outcomes_total{route=\"split\",arm=\"a-1\",success=\"false\"} 0");
    }

    @Test
    void mistakesAreAnsweredAsSuch() {
        assertThat(post("split/outcome", "{\"key\":\"bob\",\"success\":true}").status())
                .isEqualTo(400);
        assertThat(post("split/outcome", "nonsense").status()).isEqualTo(400);
        assertThat(post("single/reset", "").status()).isEqualTo(400);
        assertThat(post("other/reset", "").status()).isEqualTo(404);
        assertThat(post("split/other", "").status()).isEqualTo(404);
        assertThat(post("split", "").status()).isEqualTo(405);
        assertThat(answer("GET", "canary/reset", "").status()).isEqualTo(405);
        assertThat(answer("GET", "other", "").status()).isEqualTo(404);
        assertThat(post("canary/reset", "").status()).isEqualTo(200);
    }

    @Test
    void everyChangeButAnOutcomeIsAdministration() {
        assertThat(resource.isAdministration("POST", "canary/reset")).isTrue();
        assertThat(resource.isAdministration("DELETE", "canary")).isTrue();
        assertThat(resource.isAdministration("POST", "split/outcome")).isFalse();
        assertThat(resource.isAdministration("GET", "split")).isFalse();
    }

    @Test
    void everyFamilyStandsOnThePageOnce() {
        routes.ask("single", Map.of());

        assertThat(page().lines().filter(line -> line.startsWith("# TYPE")).toList())
                .doesNotHaveDuplicates()
                .contains(
                        "# TYPE ascent_route_requests_total counter",
                        "# TYPE ascent_route_duration_seconds summary",
                        "# TYPE ascent_route_rolled_back gauge",
                        "# TYPE ascent_route_shadow_requests_total counter",
                        "# TYPE ascent_route_ensemble_incomplete_total counter");
        assertThat(page())
                .contains("ascent_route_requests_total{route=\"single\",arm=\"target\",result=\"answered\"} 1");
    }

    @Test
    void withoutRoutesThePageSaysNothing() {
        assertThat(new RoutesUnderTest(folder).routing().reports()).isEmpty();
        Exposition page = new Exposition();
        new RouteMetrics(new RoutesUnderTest(folder)::routing).write(page);
        assertThat(page.toString()).isEmpty();
    }

    private String get(String path) {
        Answer answer = answer("GET", path, "");
        assertThat(answer.status()).isEqualTo(200);
        return new String(answer.body(), UTF_8);
    }

    private Answer post(String path, String body) {
        return answer("POST", path, body);
    }

    private Answer answer(String method, String path, String body) {
        return resource.answer(new Request(method, path, Map.of(), Map.of(), body.getBytes(UTF_8)));
    }

    private String page() {
        Exposition page = new Exposition();
        new RouteMetrics(routes::routing).write(page);
        return page.toString();
    }
}
