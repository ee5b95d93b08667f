package academy.ascent.reference.route;

import static academy.ascent.reference.route.FakeModel.labels;
import static academy.ascent.reference.route.FakeModel.scores;
import static academy.ascent.reference.route.FakeModel.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import academy.ascent.reference.config.InvalidConfig;
import academy.ascent.reference.protocol.Datatype;
import academy.ascent.reference.protocol.Elements;
import academy.ascent.reference.protocol.InferRequest;
import academy.ascent.reference.protocol.InferResponse;
import academy.ascent.reference.protocol.InferenceFailed;
import academy.ascent.reference.protocol.RequestedOutput;
import academy.ascent.reference.protocol.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesTest {
    @TempDir
    private Path folder;

    private RoutesUnderTest routes;
    private FakeModel model;

    @BeforeEach
    void givenRules() {
        routes = new RoutesUnderTest(folder);
        model = routes.model(
                "a", "1", scores("p", 2, 0.2, 0.8), labels("label", 1), texts("word", "cat"), scores("q", 1, 0.5));
        routes.declare("""
                routes:
                  - name: judged
                    kind: single
                    target: {model: a}
                    rules:
                      - when: {output: p, index: 1, at-least: 0.875}
                        set: {decision: review, queue: urgent}
                      - when: {output: p, index: 1, at-least: 0.375, below: 0.625}
                        set: {decision: unsure}
                      - when: {output: label, equals: 3}
                        set: {decision: third}
                      - when: {output: word, equals: dog}
                        set: {decision: barks}
                """);
    }

    @Test
    void theFirstRuleThatAppliesCounts() {
        answers(0.95, 3, "dog");
        InferResponse answer = routes.ask("judged", Map.of());

        assertThat(answer.parameters()).containsEntry("decision", "review").containsEntry("queue", "urgent");
        assertThat(text(answer, "decision")).containsExactly("review");
        assertThat(text(answer, "queue")).containsExactly("urgent");
    }

    @Test
    void boundsHoldTheirLowerEndAndNotTheirUpper() {
        assertThat(decision(0.875)).isEqualTo("review");
        assertThat(decision(Math.nextDown(0.875f))).isEmpty();
        assertThat(decision(0.375)).isEqualTo("unsure");
        assertThat(decision(Math.nextDown(0.375f))).isEmpty();
        assertThat(decision(Math.nextDown(0.625f))).isEqualTo("unsure");
        assertThat(decision(0.625)).isEmpty();
    }

    @Test
    void notANumberIsWithinNoBounds() {
        assertThat(decision(Double.NaN)).isEmpty();
    }

    @Test
    void labelsAndTextAreCompared() {
        answers(0, 3, "cat");
        assertThat(text(routes.ask("judged", Map.of()), "decision")).containsExactly("third");
        answers(0, 2, "dog");
        assertThat(text(routes.ask("judged", Map.of()), "decision")).containsExactly("barks");
    }

    @Test
    void aLabelThatNoRuleGaveIsEmptyAndNoParameter() {
        answers(0.1, 1, "cat");
        InferResponse answer = routes.ask("judged", Map.of());

        assertThat(text(answer, "decision")).containsExactly("");
        assertThat(answer.parameters()).doesNotContainKeys("decision", "queue");
    }

    @Test
    void everyRowHasItsLabel() {
        model.answers(
                scores("p", 2, 0, 0.95, 0, 0.5, 0, 0.1), labels("label", 0, 0, 3), texts("word", "cat", "cat", "cat"));
        InferResponse answer = routes.ask("judged", Map.of());

        assertThat(text(answer, "decision")).containsExactly("review", "unsure", "third");
        assertThat(text(answer, "queue")).containsExactly("urgent", "", "");
        assertThat(answer.parameters()).doesNotContainKey("decision");
    }

    @Test
    void rulesSeeWhatTheClientDidNotAskForAndKeepItToThemselves() {
        answers(0.95, 1, "cat");
        assertThat(outputs("q")).containsExactly("q");
        assertThat(outputs("q", "decision")).containsExactlyInAnyOrder("q", "decision");
        assertThat(model.asked.getLast().outputs())
                .extracting(RequestedOutput::name)
                .containsExactlyInAnyOrder("q", "p", "label", "word");
    }

    @Test
    void theRouteSaysThatItAnswersLabels() {
        assertThat(routes.route("judged").metadata().outputs())
                .filteredOn(output -> output.datatype() == Datatype.BYTES)
                .extracting(output -> output.name())
                .containsExactly("word", "decision", "queue");
    }

    @Test
    void aRuleWithoutAConditionAppliesToWhateverIsLeft() {
        routes.declare("""
                routes:
                  - name: judged
                    kind: single
                    target: {model: a}
                    rules:
                      - {when: {output: q, below: 0.4}, set: {decision: low}}
                      - {set: {decision: high}}
                """);

        assertThat(text(routes.ask("judged", Map.of()), "decision")).containsExactly("high");
    }

    @Test
    void anElementThatIsNotThereFailsTheAnswer() {
        model.answers(scores("p", 1, 0.5), labels("label", 1), texts("word", "cat"));

        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> routes.ask("judged", Map.of()))
                .withCauseInstanceOf(InferenceFailed.class)
                .withMessageContaining("element 1 of row 0 of \"p\", which has the shape [1,1]");
    }

    @Test
    void aLabelThatIsAnOutputAlreadyIsRefused() {
        assertThatExceptionOfType(InvalidConfig.class)
                .isThrownBy(() -> routes.declare("""
                        routes:
                          - name: judged
                            kind: single
                            target: {model: a}
                            rules:
                              - {set: {word: high}}
                        """))
                .withMessageContaining("line 8: \"word\" is an output already");
    }

    private void answers(double probability, long label, String word) {
        model.answers(
                scores("p", 2, 1 - probability, probability),
                labels("label", label),
                texts("word", word),
                scores("q", 1, 0.5));
    }

    private String decision(double probability) {
        answers(probability, 1, "cat");
        return text(routes.ask("judged", Map.of()), "decision")[0];
    }

    private List<String> outputs(String... wanted) {
        InferRequest request = new InferRequest(
                null,
                Map.of(),
                List.of(),
                List.of(wanted).stream().map(RequestedOutput::named).toList());
        return routes.route("judged").infer(request).join().outputs().stream()
                .map(Tensor::name)
                .toList();
    }

    private static String[] text(InferResponse answer, String name) {
        return answer.outputs().stream()
                .filter(output -> output.name().equals(name))
                .map(output -> ((Elements.Texts) output.elements()).values())
                .findFirst()
                .orElseThrow();
    }
}
