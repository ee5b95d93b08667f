package academy.ascent.platform.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.platform.Browser;
import academy.ascent.platform.PlatformUnderTest;
import academy.ascent.platform.account.Accounts;
import academy.ascent.platform.identity.Role;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A terminal of a learner's own sandbox, as a browser opens it; who may still use it is looked at all the time. */
final class TerminalIT {
    private static final String SANDBOX = "/labs/l1-first-prediction/sandbox";
    private static final Pattern SOCKET = Pattern.compile("data-terminal=\"([^\"]+)\"");
    private static final Pattern TERMINAL = Pattern.compile("href=\"([^\"]+/terminal\\?replica=[^\"]+)\"");

    private static PlatformUnderTest platform;
    private static Browser learner;
    private static String page;

    @BeforeAll
    static void deploy() {
        platform = PlatformUnderTest.start(Map.of("ascent.terminals.look-every", "20ms"));
        learner = person("lea@example.org");
        learner.get(SANDBOX);
        assertThat(learner.get(SANDBOX + "/terminal?replica=tumour-1").statusCode())
                .isEqualTo(303);
        learner.get(SANDBOX);
        learner.post(SANDBOX + "/deploy", Map.of());
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() ->
                        TERMINAL.matcher(learner.get(SANDBOX + "/live").body()).find());
        var link = TERMINAL.matcher(learner.get(SANDBOX + "/live").body());
        assertThat(link.find()).isTrue();
        page = learner.get(link.group(1)).body();
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void whatIsTypedIsShownWithWhatItDoes() {
        var line = connect(learner, ours());
        line.type("echo $((6*7)); stty size\n");
        line.awaits("42");
        line.awaits("24 80");
        line.send(4, new byte[] {0, 100, 0, 30});
        line.type("stty size; ls /workspace; exit\n");
        line.awaits("30 100");
        assertThat(line.end()).isEqualTo("The shell has ended.");
    }

    @Test
    void aReplicaThatIsNotThereIsTold() {
        var socket = socket().replaceAll("replica=.*", "replica=nobody");
        assertThat(connect(learner, socket, ours()).end()).contains("pods \"nobody\" not found");
    }

    @Test
    void itIsNobodyElsesAndNoOtherSites() {
        assertThat(connect(person("max@example.org"), ours()).end())
                .contains("An open sandbox of yours for this lab does not exist");
        assertThat(connect(learner, "http://127.0.0.1:1")
                        .closed
                        .orTimeout(20, TimeUnit.SECONDS)
                        .join())
                .isEqualTo(1008);
        assertThat(handshake(learner, "https://elsewhere.example.org")).isEqualTo(403);
        assertThat(handshake(platform.browser(), ours())).isIn(303, 401, 403);
    }

    @Test
    void nothingIsLostOfWhatManyShellsShowAndAreTold() {
        for (var i = 0; i < 40; i++) {
            var line = connect(learner, ours());
            line.type("echo $((" + i + "+1000)); exit\n");
            line.awaits(String.valueOf(i + 1000));
            line.end();
        }
    }

    @Test
    void whoSignsOutLosesIt() {
        var other = platform.browser().signIn("lea@example.org");
        var line = connect(other, ours());
        line.type("echo begun\n");
        line.awaits("begun");
        other.get("/account");
        other.post("/sign-out", Map.of());
        assertThat(line.end()).isEqualTo("You may not use this sandbox any more.");
    }

    @Test
    void whoSignsOutLosesItThoughTheyTypeWithoutAPause() throws InterruptedException {
        var other = platform.browser().signIn("lea@example.org");
        var line = connect(other, ours());
        line.awaits("$");
        var typist = Thread.ofVirtual().start(() -> {
            try {
                while (!line.why.isDone()) {
                    line.type("\n");
                    LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
                }
            } catch (CompletionException cutOff) {
                // It was lost between two keys.
            }
        });
        other.get("/account");
        other.post("/sign-out", Map.of());
        assertThat(line.end()).isEqualTo("You may not use this sandbox any more.");
        assertThat(typist.join(Duration.ofSeconds(20))).isTrue();
    }

    @Test
    void whoNeverReadsHoldsUpOnlyTheirOwnShell() {
        var line = connect(learner, ours(), false);
        line.type("yes\n");
        var second = connect(learner, ours());
        second.type("sleep 1; echo here\n");
        second.awaits("here");
        line.socket.abort();
    }

    private static String ours() {
        return platform.address().toString();
    }

    private static String socket() {
        var socket = SOCKET.matcher(page);
        assertThat(socket.find()).isTrue();
        return socket.group(1);
    }

    private static Line connect(Browser who, String origin) {
        return connect(who, socket(), origin);
    }

    private static Line connect(Browser who, String path, String origin) {
        var line = new Line(true);
        line.socket = open(who, path, origin, line);
        return line;
    }

    private static Line connect(Browser who, String origin, boolean reads) {
        var line = new Line(reads);
        line.socket = open(who, socket(), origin, line);
        return line;
    }

    private static WebSocket open(Browser who, String path, String origin, WebSocket.Listener listener) {
        return HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .header("Origin", origin)
                .header("Cookie", "session=" + who.cookie("session").orElse(""))
                .buildAsync(URI.create(ours().replaceFirst("http", "ws") + path), listener)
                .join();
    }

    private static int handshake(Browser who, String origin) {
        try {
            open(who, socket(), origin, new Line(true)).abort();
            return 101;
        } catch (CompletionException refused) {
            return ((WebSocketHandshakeException) refused.getCause())
                    .getResponse()
                    .statusCode();
        }
    }

    private static Browser person(String email) {
        platform.bean(Accounts.class).createPrivileged(email, "Person", "correct horse battery", Role.INSTRUCTOR);
        return platform.browser().signIn(email);
    }

    /** What a terminal's script does. */
    private static final class Line implements WebSocket.Listener {
        private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
        private final ByteArrayOutputStream message = new ByteArrayOutputStream();
        private final CompletableFuture<Boolean> heard = new CompletableFuture<>();
        private final CompletableFuture<String> why = new CompletableFuture<>();
        private final CompletableFuture<Integer> closed = new CompletableFuture<>();
        private final boolean reads;
        private WebSocket socket;

        Line(boolean reads) {
            this.reads = reads;
        }

        @Override
        public void onOpen(WebSocket opened) {
            opened.request(1);
        }

        @Override
        public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
            while (data.hasRemaining()) {
                message.write(data.get());
            }
            heard.complete(true);
            if (last) {
                var bytes = message.toByteArray();
                message.reset();
                if (bytes[0] == 1) {
                    synchronized (shown) {
                        shown.write(bytes, 1, bytes.length - 1);
                    }
                } else if (bytes[0] == 3) {
                    why.complete(new String(bytes, 1, bytes.length - 1, StandardCharsets.UTF_8));
                }
            }
            if (reads) {
                from.request(1);
            }
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            closed.complete(code);
            return null;
        }

        void type(String keys) {
            send(0, keys.getBytes(StandardCharsets.UTF_8));
        }

        void send(int channel, byte[] content) {
            var bytes = ByteBuffer.allocate(content.length + 1)
                    .put((byte) channel)
                    .put(content)
                    .flip();
            heard.orTimeout(20, TimeUnit.SECONDS).join();
            socket.sendBinary(bytes, true).join();
        }

        void awaits(String line) {
            Awaitility.await(line)
                    .atMost(Duration.ofSeconds(20))
                    .until(
                            this::screen,
                            screen -> screen.lines()
                                    .anyMatch(one -> one.strip().endsWith(line) && !one.contains("echo")));
        }

        private String screen() {
            synchronized (shown) {
                return shown.toString(StandardCharsets.UTF_8);
            }
        }

        String end() {
            return why.orTimeout(20, TimeUnit.SECONDS).join();
        }
    }
}
