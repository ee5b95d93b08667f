package academy.ascent.standins.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;

class FormTest {

    @Property
    void whatIsEncodedIsDecoded(@ForAll Map<@NotEmpty String, String> values) {
        String encoded = values.entrySet().stream()
                .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
                .collect(Collectors.joining("&"));
        // A lone surrogate has no UTF-8 form and is encoded as a question mark.
        Map<String, String> expected = values.entrySet().stream()
                .collect(Collectors.toMap(e -> wellFormed(e.getKey()), e -> wellFormed(e.getValue()), (_, b) -> b));
        assertThat(Form.decode(encoded).values()).containsOnlyKeys(expected.keySet());
        if (expected.size() == values.size()) {
            assertThat(Form.decode(encoded).values()).isEqualTo(expected);
        }
    }

    @Test
    void bracketsAreReadAsMapsAndLists() {
        var form = Form.decode(
                "metadata%5Border%5D=7&metadata[tier]=build&line_items[0][quantity]=1&line_items[1][quantity]=2");
        assertThat(form.map("metadata")).isEqualTo(Map.of("order", "7", "tier", "build"));
        assertThat(form.count("line_items")).isEqualTo(2);
        assertThat(form.requiredWhole("line_items[1][quantity]")).isEqualTo(2);
    }

    @Test
    void whatIsMissingWrongOrUnknownIsNamed() {
        var form = Form.decode("amount=-1&empty=");
        assertThatThrownBy(() -> form.required("empty")).hasMessage("Missing required param: empty.");
        assertThatThrownBy(() -> form.requiredWhole("amount")).hasMessage("Invalid integer: -1");
        assertThatThrownBy(() -> form.allowOnly(Pattern.compile("empty")))
                .hasMessageContaining("unknown parameter: amount");
        assertThatThrownBy(() -> Form.decode("a=%zz")).isInstanceOf(ApiRefusal.class);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String wellFormed(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
