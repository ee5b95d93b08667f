package academy.ascent.reference.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AccessLogTest {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @Test
    void writesALineWithAllThatIsKnown() throws IOException {
        try (AccessLog log = new AccessLog(new PrintStream(written))) {
            log.add(new AccessEntry(0, "POST", "/v2/models/m/infer", "m", "1", "200", 7, 9, 11, "acme", "ab", "r-1"));
            log.add(new AccessEntry(1, "GET", "/v2", null, null, "404", 0, 2, 3, null, null, null));
        }
        List<String> lines = written.toString(UTF_8).lines().toList();

        assertThat(lines)
                .containsExactly(
                        "{\"time\":\"1970-01-01T00:00:00Z\",\"event\":\"access\",\"method\":\"POST\","
                                + "\"path\":\"/v2/models/m/infer\",\"model\":\"m\",\"version\":\"1\",\"status\":\"200\","
                                + "\"bytesIn\":7,\"bytesOut\":9,\"micros\":11,\"tenant\":\"acme\",\"trace\":\"ab\","
                                + "\"request\":\"r-1\"}",
                        "{\"time\":\"1970-01-01T00:00:00.001Z\",\"event\":\"access\",\"method\":\"GET\",\"path\":\"/v2\","
                                + "\"status\":\"404\",\"bytesIn\":0,\"bytesOut\":2,\"micros\":3}");
    }

    @Test
    void keepsALineALineWhateverAClientSends() throws IOException {
        String evil = "a\"b\\c\r\nd\u2028e\u0085f\u0000g\ud800h}{\"event\":\"ready\"}é";
        try (AccessLog log = new AccessLog(new PrintStream(written))) {
            log.add(entry("/" + evil, evil));
        }
        String output = written.toString(UTF_8);

        assertThat(output.chars())
                .allSatisfy(letter -> assertThat(letter == '\n' || (letter >= ' ' && letter < 127))
                        .isTrue());
        assertThat(output.lines()).hasSize(1);
        assertThat(fields(output)).containsEntry("path", "/" + evil).containsEntry("request", evil);
    }

    @Test
    void cutsWhatAClientMadeLong() throws IOException {
        try (AccessLog log = new AccessLog(new PrintStream(written))) {
            log.add(entry("/" + "p".repeat(4000), "r".repeat(8000)));
        }
        assertThat(fields(written.toString(UTF_8)))
                .containsEntry("path", "/" + "p".repeat(255))
                .containsEntry("request", "r".repeat(256));
    }

    @Test
    void dropsAndCountsLinesInsteadOfWaitingForASlowOutput() throws InterruptedException {
        CountDownLatch mayWrite = new CountDownLatch(1);
        CountDownLatch writing = new CountDownLatch(1);
        AccessLog log = new AccessLog(new PrintStream(new OutputStream() {
            @Override
            public void write(int letter) throws IOException {
                writing.countDown();
                try {
                    mayWrite.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                written.write(letter);
            }
        }));
        log.add(entry("/first", null));
        writing.await();
        for (int i = 0; i < 10_000; i++) {
            log.add(entry("/x", null));
        }
        assertThat(log.dropped()).isEqualTo(10_000 - 4096);
        mayWrite.countDown();
        log.close();
        assertThat(written.toString(UTF_8).lines()).hasSize(1 + 4096);
    }

    @Test
    void goesOnWhenTheDiskIsFull() {
        boolean[] full = {true};
        try (AccessLog log = new AccessLog(new PrintStream(new OutputStream() {
            @Override
            public void write(int letter) throws IOException {
                if (full[0]) {
                    full[0] = false;
                    throw new IOException("No space left on device");
                }
                written.write(letter);
            }
        }))) {
            log.add(entry("/lost", null));
            await().until(() -> !full[0]);
            log.add(entry("/kept", null));
            await().until(() -> written.toString(UTF_8).contains("/kept"));
        }
    }

    private static AccessEntry entry(String path, @Nullable String requestId) {
        return new AccessEntry(0, "GET", path, null, null, "200", 0, 0, 0, null, null, requestId);
    }

    private static Map<String, String> fields(String line) throws IOException {
        Map<String, String> fields = new HashMap<>();
        try (JsonParser json = new JsonFactory().createParser(line)) {
            json.nextToken();
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                json.nextToken();
                fields.put(name, json.getText());
            }
        }
        return fields;
    }
}
