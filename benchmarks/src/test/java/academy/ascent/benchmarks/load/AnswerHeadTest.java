package academy.ascent.benchmarks.load;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AnswerHeadTest {
    private static final String HEAD =
            "HTTP/1.1 200 OK\r\ndate: today\r\nCONTENT-Length:  12\r\nInference-Header-Content-Length: 4\r\n\r\n";

    private final AnswerHead head = new AnswerHead();

    @Test
    void readsItsLengthsWhateverTheirCase() {
        byte[] bytes = (HEAD + "0123").getBytes(US_ASCII);

        assertThat(head.read(bytes, bytes.length)).isTrue();
        assertThat(head.status).isEqualTo(200);
        assertThat(head.bodyStart).isEqualTo(HEAD.length());
        assertThat(head.bodyLength).isEqualTo(12);
        assertThat(head.jsonLength).isEqualTo(4);
    }

    @Test
    void waitsForTheRestWhereverItIsCut() {
        byte[] bytes = HEAD.getBytes(US_ASCII);
        for (int length = 0; length < bytes.length; length++) {
            assertThat(head.read(bytes, length)).as("after %d bytes", length).isFalse();
        }
    }

    @Test
    void needsContentLength() {
        byte[] bytes = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n".getBytes(US_ASCII);

        assertThatThrownBy(() -> head.read(bytes, bytes.length))
                .isInstanceOf(WrongAnswer.class)
                .hasMessageContaining("Content-Length");
    }
}
