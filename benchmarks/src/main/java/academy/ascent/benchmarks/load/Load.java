package academy.ascent.benchmarks.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;

/**
 * Load on one server by one thread over {@value #CONNECTIONS} keep-alive connections.
 *
 * <p>It is written on plain channels, without an HTTP library, so that it costs less CPU than the servers that it
 * measures; the grader's generator needs two threads, which do not fit on one core.
 */
public final class Load implements AutoCloseable {
    public static final int CONNECTIONS = 32;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Questions questions;
    private final Selector selector;
    private final List<Connection> connections = new ArrayList<>();

    /** Connects to a server. */
    public Load(InetSocketAddress address, Questions questions) throws IOException {
        this.questions = questions;
        this.selector = Selector.open();
        for (int i = 0; i < CONNECTIONS; i++) {
            connections.add(Connection.open(address, selector));
        }
    }

    /**
     * Asks every question once, one after the other.
     *
     * @throws WrongAnswer if an answer is not the model's
     */
    public void verify() throws IOException {
        for (int i = 0; i < questions.size(); i++) {
            connections.getFirst().ask(questions.next(), System.nanoTime());
            Answers one = new Answers();
            while (one.count == 0) {
                await(one);
            }
        }
    }

    /**
     * Closed loop: each connection asks anew as soon as it has its answer.
     *
     * @return the latency from question to answer, in nanoseconds, of all answers; their number is the throughput
     */
    public LoadResult closed(Duration length) throws IOException {
        return closed(length, Long.MAX_VALUE);
    }

    /** The same, but for no more than so many answers. */
    public LoadResult closed(Duration length, long count) throws IOException {
        Answers answers = new Answers();
        long start = System.nanoTime();
        for (Connection connection : connections) {
            connection.ask(questions.next(), System.nanoTime());
        }
        long now = start;
        while (now - start < length.toNanos() && answers.count < count) {
            await(answers);
            now = System.nanoTime();
            while (!answers.idle.isEmpty()) {
                answers.idle.removeLast().ask(questions.next(), now);
            }
        }
        LoadResult result = new LoadResult(answers.count, Duration.ofNanos(now - start), answers.latency.copy());
        finish(answers, connections.size());
        return result;
    }

    /**
     * Open loop: questions are asked at random moments that do not depend on the answers (Poisson arrivals), and
     * latency counts from the intended moment.
     */
    public LoadResult open(double perSecond, Duration length, long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        Answers answers = new Answers();
        answers.idle.addAll(connections);
        long start = System.nanoTime();
        long end = start + length.toNanos();
        double due = start;
        while (due < end) {
            // Without a wait: a thread that sleeps wakes too late for latencies of some microseconds.
            selector.selectNow(answers::take);
            long now = System.nanoTime();
            if (now - due > PATIENCE.toNanos()) {
                throw silent();
            }
            if (now >= due && !answers.idle.isEmpty()) {
                answers.idle.removeLast().ask(questions.next(), (long) due);
                due += -Math.log(1 - random.nextDouble()) / perSecond * 1e9;
            }
        }
        finish(answers, connections.size() - answers.idle.size());
        return new LoadResult(answers.count, Duration.ofNanos(System.nanoTime() - start), answers.latency);
    }

    private void finish(Answers answers, int running) throws IOException {
        long all = answers.count + running;
        while (answers.count < all) {
            await(answers);
        }
    }

    private void await(Answers answers) throws IOException {
        if (selector.select(answers::take, PATIENCE.toMillis()) == 0) {
            throw silent();
        }
    }

    private static WrongAnswer silent() {
        return new WrongAnswer("did not answer for " + PATIENCE.toSeconds() + " s");
    }

    @Override
    public void close() throws IOException {
        for (Connection connection : connections) {
            connection.close();
        }
        selector.close();
    }

    /** What has been answered, and the connections that are free again. */
    private static final class Answers {
        final Histogram latency = new Histogram(3);
        final Deque<Connection> idle = new ArrayDeque<>();
        long count;

        void take(SelectionKey key) {
            Connection connection = (Connection) key.attachment();
            try {
                if (connection.read()) {
                    latency.recordValue(System.nanoTime() - connection.intended());
                    count++;
                    idle.addLast(connection);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
