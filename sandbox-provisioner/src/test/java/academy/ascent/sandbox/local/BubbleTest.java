package academy.ascent.sandbox.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BubbleTest {
    @ParameterizedTest
    @CsvSource({"$(PORT),8080", "a$(PORT)b$(PORT),a8080b8080", "$(NONE),$(NONE)", "$$(PORT),$(PORT)", "$PORT,$PORT"})
    void references_to_variables_are_expanded_as_kubernetes_does(String text, String expanded) {
        assertThat(Bubble.expanded(text, Map.of("PORT", "8080"))).isEqualTo(expanded);
    }
}
