package academy.ascent.benchmarks.serving;

import academy.ascent.benchmarks.host.ServerProcess;
import academy.ascent.benchmarks.load.Wire;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A server to be measured.
 *
 * @param name unique in a run
 * @param command starts it, in {@code folder}
 * @param port where it will listen on loopback
 * @param path where it infers, for example {@code /v2/models/mlp/infer}
 */
record Contestant(
        String name,
        List<String> command,
        Map<String, String> environment,
        Path folder,
        int port,
        String path,
        Wire wire) {

    /** The same server, where it is a Java one, with one more option. */
    Contestant withJvmOption(String option) {
        List<String> more = new ArrayList<>(command);
        more.add(more.indexOf("-jar") < 0 ? more.indexOf("-cp") : more.indexOf("-jar"), option);
        return new Contestant(name, more, environment, folder, port, path, wire);
    }

    Contestant named(String other) {
        return new Contestant(other, command, environment, folder, port, path, wire);
    }

    ServerProcess start(Workplace workplace) {
        return ServerProcess.start(name, command, environment, folder, port, workplace.log(name));
    }
}
