package academy.ascent.benchmarks.grading;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A server whose latencies are known: each request sleeps as a fixed table says and then works for a set CPU time. It
 * answers the Open Inference Protocol as a model {@code known} whose output {@code twice} is twice its one input
 * {@code x}. A thread a connection, so that what one request works the next one waits for, as on any one core.
 */
public final class KnownServer {
    private static final int TABLE = 1000;
    private static final double CALIBRATION_SECONDS = 0.3;
    /** Prime to the table's size, so that all of it is used, in an order without a trend. */
    private static final int STRIDE = 617;

    private final SleepTable sleeps;
    private final long rounds;
    private final AtomicInteger requests = new AtomicInteger();

    private KnownServer(SleepTable sleeps, long rounds) {
        this.sleeps = sleeps;
        this.rounds = rounds;
    }

    /**
     * Serves until it is killed.
     *
     * @param arguments port, CPU milliseconds a request, least sleep and 95th percentile of the sleeps in milliseconds
     */
    public static void main(String[] arguments) throws IOException {
        double cpuMillis = Double.parseDouble(arguments[1]);
        SleepTable sleeps = SleepTable.of(Double.parseDouble(arguments[2]), Double.parseDouble(arguments[3]), TABLE);
        KnownServer server = new KnownServer(sleeps, Math.round(cpuMillis * roundsPerMilli()));
        try (ServerSocketChannel listener = ServerSocketChannel.open()) {
            listener.bind(new InetSocketAddress(Integer.parseInt(arguments[0])), 1024);
            while (true) {
                SocketChannel channel = listener.accept();
                Thread.ofPlatform().daemon().start(() -> server.serve(channel));
            }
        }
    }

    /** By this thread's own CPU time, which other programs do not add to. */
    private static double roundsPerMilli() {
        work(20_000_000);
        long step = 1_000_000;
        long done = 0;
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        long end = start;
        while (end - start < CALIBRATION_SECONDS * 1e9) {
            work(step);
            done += step;
            end = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        }
        return done / ((end - start) / 1e6);
    }

    private static long work(long rounds) {
        long state = rounds | 1;
        for (long i = 0; i < rounds; i++) {
            state ^= state << 13;
            state ^= state >>> 7;
            state ^= state << 17;
        }
        if (state == 0) {
            throw new IllegalStateException("xorshift never reaches zero");
        }
        return state;
    }

    private void serve(SocketChannel channel) {
        try (channel) {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            BufferedReader in = new BufferedReader(
                    new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.US_ASCII));
            OutputStream out = Channels.newOutputStream(channel);
            String body = read(in);
            while (body != null) {
                out.write(answer(body).getBytes(StandardCharsets.US_ASCII));
                body = read(in);
            }
        } catch (IOException e) {
            // The client went away.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static @Nullable String read(BufferedReader in) throws IOException {
        int length = 0;
        String line = in.readLine();
        if (line == null) {
            return null;
        }
        while (line != null && !line.isEmpty()) {
            if (line.regionMatches(true, 0, "content-length:", 0, 15)) {
                length = Integer.parseInt(line.substring(15).trim());
            }
            line = in.readLine();
        }
        char[] body = new char[length];
        int got = 0;
        while (got < length) {
            int more = in.read(body, got, length - got);
            if (more < 0) {
                return null;
            }
            got += more;
        }
        return new String(body);
    }

    /** A request without a body asks for health. */
    private String answer(String body) throws InterruptedException {
        if (body.isEmpty()) {
            return response("{}");
        }
        int turn = requests.getAndIncrement();
        sleeps.sleep(Math.floorMod((long) turn * STRIDE, TABLE));
        work(rounds);
        int data = body.indexOf('[', body.indexOf("\"data\""));
        double x = Double.parseDouble(body.substring(data + 1, body.indexOf(']', data)));
        return response("{\"outputs\":[{\"name\":\"twice\",\"shape\":[1,1],\"datatype\":\"FP32\",\"data\":["
                + String.format(Locale.ROOT, "%.6f", 2 * x) + "]}]}");
    }

    private static String response(String body) {
        return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n"
                + body;
    }
}
