package academy.ascent.reference.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTest {
    @Test
    void writesAgainWhatItRead() {
        String text = "{\"a\":[1,-2.5,18446744073709551615,true,\"x\\n\\u2028\"],\"b\":{\"c\":{}}}";

        Map<String, Object> object = Json.object(text.getBytes(UTF_8));

        assertThat(object.get("a"))
                .isEqualTo(List.of(1, -2.5, new BigInteger("18446744073709551615"), true, "x\n\u2028"));
        assertThat(Json.object(Json.bytes(object))).isEqualTo(object);
    }

    @Test
    void leavesOutWhatIsNullAndWritesNoNumberThatIsNone() {
        assertThat(Json.object("{\"a\":null}".getBytes(UTF_8))).isEmpty();
        assertThat(new String(Json.bytes(Map.of("a", Double.NaN)), UTF_8)).isEqualTo("{\"a\":null}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''              | this is no JSON object",
                "[1]             | this is no JSON object",
                "'{\"a\":[null]}' | an array holds null",
                "'{} {}'         | something stands behind the JSON object",
                "'{\"a\":1,\"a\":2}' | Duplicate field",
                "'{\"a\":'       | malformed JSON, column",
            })
    void refusesWhatIsNoObject(String text, String reason) {
        assertThatExceptionOfType(NotJson.class)
                .isThrownBy(() -> Json.object(text.getBytes(UTF_8)))
                .withMessageContaining(reason);
    }

    @Test
    void refusesDepthWithoutEnd() {
        assertThatExceptionOfType(NotJson.class)
                .isThrownBy(() -> Json.object(("{\"a\":" + "[".repeat(1000)).getBytes(UTF_8)));
    }
}
