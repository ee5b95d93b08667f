package academy.ascent.sandbox.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.OptionalInt;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoBase64Test {

    /** Positions as Go's encoding/base64 tells them. */
    @ParameterizedTest
    @CsvSource({
        "!!!!, 0",
        "====, 0",
        "x===, 1",
        "=AAA, 0",
        "A=AA, 1",
        "AA=A, 2",
        "AA==A, 4",
        "AAA=AAAA, 4",
        "AAAAA, 4",
        "AAAAAA, 4",
        "A=, 1",
        "AA=, 3",
        "AA, 0",
        "AAA, 0",
        "AAAAAA=, 7",
        "YWJj YWJj, 4",
        "YWJjé, 4"
    })
    void what_is_no_base64_is_told_with_its_position(String text, int position) {
        assertThat(GoBase64.corrupt(text)).isEqualTo(OptionalInt.of(position));
    }

    @Property
    void whatever_is_encoded_is_base64_with_and_without_line_breaks(@ForAll byte[] bytes) {
        String plain = Base64.getEncoder().encodeToString(bytes);
        String broken = Base64.getMimeEncoder(4, new byte[] {'\n'}).encodeToString(bytes);
        assertThat(GoBase64.corrupt(plain)).isEmpty();
        assertThat(GoBase64.corrupt(broken)).isEmpty();
        assertThat(GoBase64.canonical(broken)).isEqualTo(plain);
    }
}
