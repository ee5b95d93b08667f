package academy.ascent.sandbox.local;

import academy.ascent.sandbox.admission.Probe;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks a container one probe's question, as the kubelet words it. */
final class ProbeClient {
    private ProbeClient() {}

    /**
     * The reason why the answer is not well, empty if it is.
     *
     * @param socket leads to the port; used for HTTP only
     * @param workload a process in the container's network
     */
    static Optional<String> failure(Probe probe, Path socket, long workload) {
        return switch (probe.action()) {
            case Probe.TcpSocket tcp ->
                ProcFs.listens(workload, tcp.port())
                        ? Optional.empty()
                        : Optional.of("dial tcp 127.0.0.2:" + tcp.port() + ": connect: connection refused");
            case Probe.HttpGet get -> http(get, socket, probe.timeout());
        };
    }

    private static Optional<String> http(Probe.HttpGet get, Path socket, Duration timeout) {
        String url = "http://127.0.0.2:" + get.port() + get.path();
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            CompletableFuture<String> statusLine = new CompletableFuture<>();
            Thread.ofVirtual().start(() -> {
                try {
                    statusLine.complete(exchange(channel, get, socket));
                } catch (IOException | RuntimeException broken) {
                    statusLine.completeExceptionally(broken);
                }
            });
            return judged(statusLine.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException late) {
            return Optional.of("Get \"" + url + "\": context deadline exceeded (Client.Timeout exceeded while awaiting"
                    + " headers)");
        } catch (IOException | java.util.concurrent.ExecutionException broken) {
            return Optional.of("Get \"" + url + "\": connection refused or closed");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }

    private static String exchange(SocketChannel channel, Probe.HttpGet get, Path socket) throws IOException {
        StringBuilder request = new StringBuilder("GET " + get.path() + " HTTP/1.1\r\n");
        if (get.headers().keySet().stream().noneMatch("host"::equalsIgnoreCase)) {
            request.append("Host: 127.0.0.2:").append(get.port()).append("\r\n");
        }
        get.headers()
                .forEach((name, value) ->
                        request.append(name).append(": ").append(value).append("\r\n"));
        request.append("User-Agent: kube-probe/1\r\nAccept: */*\r\nConnection: close\r\n\r\n");
        channel.connect(UnixDomainSocketAddress.of(socket));
        ByteBuffer out = ByteBuffer.wrap(request.toString().getBytes(StandardCharsets.ISO_8859_1));
        while (out.hasRemaining()) {
            channel.write(out);
        }
        return firstLine(channel);
    }

    private static String firstLine(SocketChannel channel) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        ByteBuffer in = ByteBuffer.allocate(512);
        while (line.size() < 1024 && channel.read(in.clear()) >= 0) {
            line.write(in.array(), 0, in.position());
            String text = line.toString(StandardCharsets.ISO_8859_1);
            if (text.contains("\r\n")) {
                return text.substring(0, text.indexOf("\r\n"));
            }
        }
        throw new IOException("no status line");
    }

    private static Optional<String> judged(String statusLine) {
        String[] parts = statusLine.split(" ", 3);
        if (!parts[0].startsWith("HTTP/1.") || parts.length < 2 || !parts[1].matches("\\d{3}")) {
            return Optional.of("malformed HTTP response \"" + statusLine + "\"");
        }
        int status = Integer.parseInt(parts[1]);
        return status >= 200 && status < 400
                ? Optional.empty()
                : Optional.of("HTTP probe failed with statuscode: " + status);
    }
}
