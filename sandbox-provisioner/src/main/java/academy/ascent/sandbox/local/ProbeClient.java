package academy.ascent.sandbox.local;

import academy.ascent.sandbox.admission.Probe;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/** Asks a container one probe's question, as the kubelet words it. */
final class ProbeClient {
    private static final int MOST = 1024;

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
        try {
            return judged(new Exchange(socket, request(get), MOST, true).answer(timeout));
        } catch (TimeoutException late) {
            return Optional.of("Get \"" + url + "\": context deadline exceeded (Client.Timeout exceeded while awaiting"
                    + " headers)");
        } catch (IOException broken) {
            return Optional.of("Get \"" + url + "\": connection refused or closed");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }

    private static String request(Probe.HttpGet get) {
        StringBuilder request = new StringBuilder("GET " + get.path() + " HTTP/1.1\r\n");
        if (get.headers().keySet().stream().noneMatch("host"::equalsIgnoreCase)) {
            request.append("Host: 127.0.0.2:").append(get.port()).append("\r\n");
        }
        get.headers()
                .forEach((name, value) ->
                        request.append(name).append(": ").append(value).append("\r\n"));
        return request.append("User-Agent: kube-probe/1\r\nAccept: */*\r\nConnection: close\r\n\r\n")
                .toString();
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
