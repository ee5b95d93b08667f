package academy.ascent.sandbox.cluster;

import java.util.List;
import java.util.stream.Stream;

/**
 * Where a control plane's programs run.
 *
 * @param prefix what their command lines begin with
 * @param listens the address at which the API server listens
 * @param address where pods reach it
 * @param host the name at which the tests and the other programs reach it; its certificate is good for it
 */
record Premises(List<String> prefix, String listens, String address, String host) {
    /** On this machine, where no pod runs. */
    static final Premises LOOPBACK = new Premises(List.of(), "127.0.0.1", "127.0.0.1", "127.0.0.1");

    /** A program's command line there. */
    List<String> command(List<String> program) {
        return Stream.concat(prefix.stream(), program.stream()).toList();
    }

    boolean hasPods() {
        return !equals(LOOPBACK);
    }
}
