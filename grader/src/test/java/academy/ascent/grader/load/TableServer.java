package academy.ascent.grader.load;

import academy.ascent.sandbox.Endpoint;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** A small HTTP server that answers request by request from a table, over TCP or a Unix-domain socket. */
public final class TableServer implements AutoCloseable {
    private final ServerSocketChannel listener;
    private final Endpoint endpoint;
    private final IntFunction<Reply> table;
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger connections = new AtomicInteger();
    private volatile long stallUntil;

    /** What to answer; status 0 cuts the connection. */
    public record Reply(Duration delay, int status, String body) {
        public static Reply after(Duration delay) {
            return new Reply(delay, 200, "{}");
        }
    }

    private TableServer(ServerSocketChannel listener, Endpoint endpoint, IntFunction<Reply> table) {
        this.listener = listener;
        this.endpoint = endpoint;
        this.table = table;
        Thread.ofVirtual().start(this::accept);
    }

    public static TableServer tcp(IntFunction<Reply> table) throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open();
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        int port = ((InetSocketAddress) listener.getLocalAddress()).getPort();
        return new TableServer(listener, new Endpoint.Tcp("table-0", "127.0.0.1", port), table);
    }

    public static TableServer unix(Path socket, IntFunction<Reply> table) throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listener.bind(UnixDomainSocketAddress.of(socket));
        return new TableServer(listener, new Endpoint.UnixSocket("table-0", socket), table);
    }

    public Endpoint endpoint() {
        return endpoint;
    }

    public int connections() {
        return connections.get();
    }

    /** Answers nothing for a while, then everything. */
    public void stall(Duration time) {
        stallUntil = System.nanoTime() + time.toNanos();
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel channel = listener.accept();
                connections.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(channel));
            }
        } catch (IOException e) {
            // The listener was closed.
        }
    }

    private void serve(SocketChannel channel) {
        try (channel) {
            BufferedReader in = new BufferedReader(
                    new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.US_ASCII));
            OutputStream out = Channels.newOutputStream(channel);
            while (readRequest(in)) {
                Reply reply = table.apply(requests.getAndIncrement());
                Thread.sleep(reply.delay());
                long stalled = stallUntil - System.nanoTime();
                if (stalled > 0) {
                    Thread.sleep(Duration.ofNanos(stalled));
                }
                if (reply.status() == 0) {
                    return;
                }
                out.write(("HTTP/1.1 " + reply.status() + " X\r\nContent-Length: "
                                + reply.body().length() + "\r\n\r\n" + reply.body())
                        .getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException e) {
            // The client went away.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean readRequest(BufferedReader in) throws IOException {
        int length = 0;
        String line = in.readLine();
        if (line == null) {
            return false;
        }
        while (!line.isEmpty()) {
            if (line.regionMatches(true, 0, "content-length:", 0, 15)) {
                length = Integer.parseInt(line.substring(15).trim());
            }
            line = in.readLine();
        }
        for (int i = 0; i < length; i++) {
            in.read();
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
