package academy.ascent.benchmarks.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One keep-alive connection with at most one question on it. */
final class Connection {
    private static final int LONGEST_ANSWER = 1 << 16;
    private static final int OK = 200;

    private final SocketChannel channel;
    private final ByteBuffer in = ByteBuffer.allocate(LONGEST_ANSWER);
    private final AnswerHead head = new AnswerHead();
    private @Nullable Question question;
    private boolean headRead;
    private long intended;

    private Connection(SocketChannel channel) {
        this.channel = channel;
    }

    static Connection open(InetSocketAddress address, Selector selector) throws IOException {
        SocketChannel channel = SocketChannel.open(address);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        Connection connection = new Connection(channel);
        channel.register(selector, SelectionKey.OP_READ, connection);
        return connection;
    }

    /** When its question was meant to be asked, by {@link System#nanoTime}. */
    long intended() {
        return intended;
    }

    void ask(Question next, long intendedNanos) throws IOException {
        question = next;
        intended = intendedNanos;
        headRead = false;
        in.clear();
        ByteBuffer request = next.request();
        while (request.hasRemaining()) {
            channel.write(request);
        }
    }

    /**
     * Reads what has come; whether the answer is complete.
     *
     * @throws WrongAnswer if it is not the right one
     */
    boolean read() throws IOException {
        if (channel.read(in) < 0) {
            throw new WrongAnswer("closed a connection");
        }
        if (question == null) {
            throw new WrongAnswer("sent bytes that nobody asked for");
        }
        headRead = headRead || head.read(in.array(), in.position());
        if (!headRead || in.position() < head.bodyStart + head.bodyLength) {
            return false;
        }
        if (head.status != OK) {
            throw new WrongAnswer("answered with status " + head.status + ": "
                    + new String(in.array(), head.bodyStart, head.bodyLength, StandardCharsets.UTF_8));
        }
        question.check(in.array(), head.bodyStart, head.bodyLength, head.jsonLength);
        question = null;
        return true;
    }

    void close() throws IOException {
        channel.close();
    }
}
