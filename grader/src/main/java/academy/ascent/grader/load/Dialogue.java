package academy.ascent.grader.load;

import academy.ascent.sandbox.Endpoint;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Asks one endpoint one thing after the other, over one kept connection, and waits for each answer. Nothing is ever sent
 * twice. For one thread.
 */
public final class Dialogue implements AutoCloseable {
    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Connections connections;
    private final long origin = System.nanoTime();
    private volatile CompletableFuture<Sample> asked = new CompletableFuture<>();

    /**
     * @param calls what can be asked, by their places
     * @param timeout for each answer
     */
    public Dialogue(Endpoint endpoint, List<Call> calls, Duration timeout) {
        List<Request> requests = calls.stream().map(Request::new).toList();
        connections = new Connections(group.next(), requests, timeout, origin, (_, sample) -> asked.complete(sample));
        connections.aim(List.of(endpoint));
    }

    /** Sends a call and waits until it was answered or has failed. */
    public Sample ask(int call) {
        asked = new CompletableFuture<>();
        connections.send(call, System.nanoTime() - origin);
        return asked.join();
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS);
    }
}
