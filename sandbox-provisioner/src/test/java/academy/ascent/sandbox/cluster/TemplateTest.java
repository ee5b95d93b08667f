package academy.ascent.sandbox.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {
    private static final Template TEMPLATE = new Template("metadata: {name: \"${name}\"}");

    @Test
    void every_placeholder_is_filled() {
        assertThat(new Template("${a} ${b} ${a}").fill(Map.of("a", "1", "b", "2Gi")))
                .isEqualTo("1 2Gi 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\n", "\n  labels: {}", "a\"", "a}", "${name}", "a#b", "a,b", "[a]", "a'"})
    void a_value_that_is_not_one_word_is_refused(String value) {
        assertThatThrownBy(() -> TEMPLATE.fill(Map.of("name", value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("No value, or not one word, for name: ");
    }

    @Test
    void a_missing_value_is_refused() {
        assertThatThrownBy(() -> TEMPLATE.fill(Map.of())).hasMessage("No value, or not one word, for name: \"\"");
    }

    @Test
    void a_value_that_the_text_does_not_name_is_refused() {
        assertThatThrownBy(() -> TEMPLATE.fill(Map.of("name", "a", "nam", "b")))
                .hasMessage("The template has no place for [nam]");
    }

    @Test
    void each_document_is_an_object() {
        Template two = new Template("""
                # About both.
                apiVersion: v1
                kind: ServiceAccount
                metadata: {name: first}
                ---
                apiVersion: v1
                kind: Secret
                metadata: {name: second}
                """);
        assertThat(two.objects(Map.of()))
                .extracting(
                        object -> object.getKind() + "/" + object.getMetadata().getName())
                .containsExactly("ServiceAccount/first", "Secret/second");
    }

    @Test
    void an_unknown_template_is_named() {
        assertThatThrownBy(() -> Template.named("nothing")).hasMessage("There is no template nothing");
    }
}
