package academy.ascent.platform.submission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

final class SyntaxCheckTest {

    @Test
    void manyDocumentsAreInOrder() {
        assertThat(SyntaxCheck.problems(Map.of("k8s/all.yaml", "a: 1\n---\nb: [1, 2]\n")))
                .isEmpty();
    }

    @Test
    void malformedYamlIsNamedByFileAndLine() {
        assertThat(SyntaxCheck.problems(Map.of("serving.yaml", "server:\n  host: a\n port: 1\n")))
                .singleElement()
                .asString()
                .startsWith("serving.yaml, line 3, column");
    }

    @Test
    void aKeyThatIsThereTwiceIsNamed() {
        assertThat(SyntaxCheck.problems(Map.of("serving.yaml", "a: 1\nb: 2\na: 3\n")))
                .singleElement()
                .asString()
                .contains("line 3")
                .contains("duplicate key a");
    }

    @Test
    void anAliasBombIsRefused() {
        var bomb = new StringBuilder("a0: &a0 [x, x]\n");
        for (var i = 1; i < 40; i++) {
            bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
        }
        assertThat(SyntaxCheck.problems(Map.of("k8s/x.yaml", bomb.toString()))).hasSize(1);
    }

    @Test
    void malformedJsonIsNamedByFileAndLine() {
        assertThat(SyntaxCheck.problems(Map.of("a.json", "{\n  \"a\": \n}")))
                .singleElement()
                .asString()
                .startsWith("a.json, line 3, column");
    }

    @Test
    void otherFilesAreNotRead() {
        assertThat(SyntaxCheck.problems(Map.of("README.md", ": : :\n- {"))).isEmpty();
    }

    @Property
    void noTextBreaksTheCheck(@ForAll String text) {
        assertThat(SyntaxCheck.problems(Map.of("serving.yaml", text, "a.json", text)))
                .isNotNull();
    }
}
