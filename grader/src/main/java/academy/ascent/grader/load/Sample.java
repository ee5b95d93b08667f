package academy.ascent.grader.load;

import java.util.Set;

/**
 * How one request went.
 *
 * @param index its place in the schedule
 * @param intendedNanos when it was meant to start, from the start of the run
 * @param lagNanos how much later the generator turned to it, in nanoseconds
 * @param latencyNanos from the intended start to the last byte of the answer, or to the failure, in nanoseconds
 * @param outcome what came of it
 * @param status the status of HTTP, or the code of gRPC (0 is OK); 0 without an answer
 * @param body the answer as text, of gRPC as its message tells it, empty without one
 * @param replica who was asked, empty if nobody could be
 */
public record Sample(
        int index,
        long intendedNanos,
        long lagNanos,
        long latencyNanos,
        Outcome outcome,
        int status,
        String body,
        String replica) {

    /** RESOURCE_EXHAUSTED and UNAVAILABLE of gRPC; Too Many Requests and Service Unavailable of HTTP. */
    private static final Set<Integer> BUSY = Set.of(8, 14, 429, 503);

    /** What came of a request, before anybody looked at what the answer says. */
    public enum Outcome {
        ANSWERED("answered"),
        STATUS("answered with an error status"),
        NO_ENDPOINT("sent while no replica was ready"),
        REFUSED("not connected"),
        RESET("cut off"),
        TIMED_OUT("timed out");

        private final String words;

        Outcome(String words) {
            this.words = words;
        }

        /** For a count in front: {@code 3 timed out}. */
        public String words() {
            return words;
        }
    }

    /** The same request as one of a run that began so much earlier. */
    public Sample later(long nanos) {
        return new Sample(index, intendedNanos + nanos, lagNanos, latencyNanos, outcome, status, body, replica);
    }

    /** The same request as one at another place in the schedule. */
    public Sample at(int place) {
        return new Sample(place, intendedNanos, lagNanos, latencyNanos, outcome, status, body, replica);
    }

    /** Whether it was given up, or turned away by a server that has too much to do. */
    public boolean overwhelmed() {
        return outcome == Outcome.TIMED_OUT || outcome == Outcome.STATUS && BUSY.contains(status);
    }

    /** Whether there is an answer, over HTTP with status 200. */
    public boolean answered() {
        return outcome == Outcome.ANSWERED;
    }
}
