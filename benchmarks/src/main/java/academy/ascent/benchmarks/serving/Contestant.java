package academy.ascent.benchmarks.serving;

import academy.ascent.benchmarks.host.ServerProcess;
import academy.ascent.benchmarks.load.Wire;
import java.nio.file.Path;
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

    ServerProcess start(Workplace workplace) {
        return ServerProcess.start(name, command, environment, folder, port, workplace.log(name));
    }
}
