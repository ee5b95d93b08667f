package academy.ascent.benchmarks.sandboxes;

import academy.ascent.benchmarks.host.CannotMeasure;
import academy.ascent.benchmarks.load.FirstAnswer;
import academy.ascent.benchmarks.load.Questions;
import academy.ascent.sandbox.Admission;
import academy.ascent.sandbox.Endpoint;
import academy.ascent.sandbox.Replica;
import academy.ascent.sandbox.Sandbox;
import academy.ascent.sandbox.Sandboxes;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.time.Duration;

/**
 * A sandbox with one replica of the model server behind its Service.
 *
 * @param every how long to wait between two questions that are not answered
 */
record Served(Sandbox sandbox, Questions questions, Duration every) implements AutoCloseable {
    private static final String SERVICE = "server";
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    /** Opens a sandbox and has the server deployed, which has not started yet then. */
    static Served open(Sandboxes sandboxes, ModelServer server, String name, Probed probed, Duration every)
            throws IOException {
        Sandbox sandbox = sandboxes.open(server.request(name));
        if (sandbox.apply(server.manifests(probed)) instanceof Admission.Refused refused) {
            sandbox.close();
            throw new CannotMeasure("the manifests of the bench are refused: " + refused);
        }
        return new Served(sandbox, server.questions(), every);
    }

    Replica replica() {
        return sandbox.replicas().getFirst();
    }

    /**
     * Waits until the Service's replica, started again so often at least, answers an inference.
     *
     * @return the moment of the answer, by {@link System#nanoTime}
     * @throws CannotMeasure if it does not in time; the message holds what it printed
     */
    long answered(int restarts) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            if (isAnswering(restarts)) {
                return System.nanoTime();
            }
            pause(every);
        }
        throw new CannotMeasure(sandbox.name() + " does not serve after " + PATIENCE.toSeconds() + " s: " + replica()
                + "\n" + String.join("\n", sandbox.logs(replica().name(), 15)));
    }

    boolean isAnswering(int restarts) {
        return !sandbox.replicas().isEmpty()
                && replica().restarts() >= restarts
                && sandbox.readyEndpoints(SERVICE).stream()
                        .map(Endpoint.UnixSocket.class::cast)
                        .anyMatch(endpoint ->
                                FirstAnswer.isGiven(UnixDomainSocketAddress.of(endpoint.socket()), questions));
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotMeasure("interrupted", e);
        }
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
