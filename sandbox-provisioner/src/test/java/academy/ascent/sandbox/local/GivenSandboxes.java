package academy.ascent.sandbox.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThatCode;

import academy.ascent.sandbox.Admission;
import academy.ascent.sandbox.Endpoint;
import academy.ascent.sandbox.ManifestFile;
import academy.ascent.sandbox.Replica;
import academy.ascent.sandbox.Sandbox;
import academy.ascent.sandbox.SandboxClass;
import academy.ascent.sandbox.SandboxName;
import academy.ascent.sandbox.SandboxRequest;
import academy.ascent.sandbox.trace.GivenApp;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Opens real sandboxes for tests, with a shell as the runtime. */
final class GivenSandboxes implements AutoCloseable {
    static final String SHELL = "test/shell:1";
    static final String JAVA = "test/java:1";
    static final SandboxClass SMALL = new SandboxClass("cpu-small", 4000, 2L << 30, 8, 200);

    static final String SERVE = GivenApp.SERVE;

    private final Path folder;
    private final LocalSandboxes sandboxes;

    private GivenSandboxes(Path folder, LocalSandboxes sandboxes) {
        this.folder = folder;
        this.sandboxes = sandboxes;
    }

    static GivenSandboxes on(Path folder) {
        return on(folder, Pace.KUBELET);
    }

    static GivenSandboxes on(Path folder, Pace pace) {
        return on(folder, pace, InstantSource.system());
    }

    /** Skips the test, saying why, where this machine cannot isolate. */
    static GivenSandboxes on(Path folder, Pace pace, InstantSource clock) {
        assumeThatCode(Host::found).doesNotThrowAnyException();
        return new GivenSandboxes(folder, new LocalSandboxes(settings(folder), pace, clock));
    }

    static LocalSettings settings(Path folder) {
        RuntimeImage shell =
                new RuntimeImage(List.of(), List.of("/bin/sh", "-c"), List.of("sleep 1000"), Map.of(), false);
        RuntimeImage java = RuntimeImage.jvm(
                Path.of(System.getProperty("java.home")),
                List.of(new RuntimeImage.Layer(Path.of("target/test-classes").toAbsolutePath(), "/opt/test")),
                List.of("-cp", "/opt/test"));
        return new LocalSettings(folder.resolve("base"), Map.of(SHELL, shell, JAVA, java), List.of());
    }

    LocalSandboxes sandboxes() {
        return sandboxes;
    }

    Sandbox open() throws IOException {
        return open("test-" + UUID.randomUUID().toString().substring(0, 8));
    }

    Sandbox open(String name) throws IOException {
        return open(name, SMALL);
    }

    Sandbox open(String name, SandboxClass limits) throws IOException {
        return sandboxes.open(new SandboxRequest(new SandboxName(name), limits, workspace()));
    }

    Path workspace() throws IOException {
        return GivenApp.workspace(folder);
    }

    /** A Deployment of the shell image and a Service of the same name. */
    static List<ManifestFile> app(String name, int replicas, String script, String extra) {
        return GivenApp.app(name, replicas, script, extra);
    }

    static void admitted(Admission admission) {
        assertThat(admission).isInstanceOf(Admission.Admitted.class);
    }

    static void until(Callable<Boolean> condition) {
        until(Duration.ofSeconds(20), condition);
    }

    static void until(Duration atMost, Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(atMost)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .until(condition);
    }

    /** Waits for so many ready endpoints; where they do not come, the failure tells what the replicas said. */
    static List<Endpoint> ready(Sandbox sandbox, String service, int count) {
        try {
            until(Duration.ofSeconds(30), () -> sandbox.readyEndpoints(service).size() == count);
        } catch (ConditionTimeoutException late) {
            StringBuilder story = new StringBuilder("not " + count + " ready endpoints");
            for (Replica replica : sandbox.replicas()) {
                story.append('\n').append(replica).append('\n');
                sandbox.logs(replica.name(), 50)
                        .forEach(line -> story.append(line).append('\n'));
            }
            throw new AssertionError(story.toString(), late);
        }
        return sandbox.readyEndpoints(service);
    }

    static Replica only(Sandbox sandbox) {
        assertThat(sandbox.replicas()).hasSize(1);
        return sandbox.replicas().getFirst();
    }

    /** What a script prints as the only thing it does. */
    static List<String> output(Sandbox sandbox, String script) {
        admitted(sandbox.apply(app("look", 1, script + "\necho the end; sleep 1000", "")));
        until(() -> !sandbox.replicas().isEmpty()
                && sandbox.logs(only(sandbox).name(), 100).contains("the end"));
        List<String> lines = sandbox.logs(only(sandbox).name(), 100);
        return lines.subList(0, lines.indexOf("the end"));
    }

    static String get(Endpoint endpoint) throws IOException {
        Endpoint.UnixSocket socket = (Endpoint.UnixSocket) endpoint;
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket.socket()));
            channel.write(ByteBuffer.wrap(
                    "GET / HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            ByteBuffer chunk = ByteBuffer.allocate(1024);
            while (channel.read(chunk.clear()) >= 0) {
                answer.write(chunk.array(), 0, chunk.position());
            }
            return answer.toString(StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        sandboxes.close();
    }
}
