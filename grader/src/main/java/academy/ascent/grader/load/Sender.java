package academy.ascent.grader.load;

import academy.ascent.sandbox.Endpoint;
import java.util.List;

/** Sends requests to the ready endpoints in turn, each once, on one event loop. Both methods return at once. */
interface Sender {

    /** Sends from now on to these endpoints only; running requests to others go on. */
    void aim(List<Endpoint> endpoints);

    /**
     * Sends a request.
     *
     * @param index its place in the schedule
     * @param intended when it is meant to start, in nanoseconds from the start of the run
     */
    void send(int index, long intended);

    /** Ends what would outlive the event loop. */
    default void close() {}
}
