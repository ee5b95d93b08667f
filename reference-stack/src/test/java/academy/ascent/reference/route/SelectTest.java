package academy.ascent.reference.route;

import static academy.ascent.reference.route.FakeModel.scores;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import academy.ascent.reference.protocol.RejectedRequest;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SelectTest {
    private static final String CASES = """
            routes:
              - name: by-region
                kind: select
                cases:
                  - {when: {region: eu, sla: gold}, model: a, version: "1", as: gold}
                  - {when: {region: [eu, uk]}, model: a, version: "2", as: europe}
                  - {when: {priority: "1"}, model: a, version: "3"}
            """;

    @TempDir
    private Path folder;

    private RoutesUnderTest routes;

    @BeforeEach
    void givenThreeModels() {
        routes = new RoutesUnderTest(folder);
        for (int version = 1; version <= 3; version++) {
            routes.model("a", Integer.toString(version), scores("p", 1, version));
        }
    }

    @Test
    void theFirstCaseThatHoldsAnswers() {
        routes.declare(CASES);

        assertThat(arm(Map.of("sla", "gold", "region", "eu"))).isEqualTo("gold");
        assertThat(arm(Map.of("sla", "bronze", "region", "eu"))).isEqualTo("europe");
        assertThat(arm(Map.of("region", "uk"))).isEqualTo("europe");
    }

    @Test
    void numbersAndTruthValuesAreComparedAsTheyAreWritten() {
        routes.declare(CASES);

        assertThat(arm(Map.of("priority", 1L))).isEqualTo("case-3");
    }

    @Test
    void whatNoCaseFitsIsRejectedWithTheChoicesThatThereAre() {
        routes.declare(CASES);

        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> arm(Map.of("region", "us")))
                .withCauseInstanceOf(RejectedRequest.class)
                .withMessageContaining("no case of the route \"by-region\" fits the request's parameters {region=us}")
                .withMessageContaining("{priority=[1], region=[eu, uk], sla=[gold]}");
    }

    @Test
    void whatNoCaseFitsIsAnsweredByTheDefault() {
        routes.declare(CASES + "    otherwise: {model: a, version: \"3\"}\n");

        assertThat(arm(Map.of())).isEqualTo("otherwise");
    }

    private Object arm(Map<String, Object> parameters) {
        return routes.ask("by-region", parameters).parameters().get("route_arm");
    }
}
