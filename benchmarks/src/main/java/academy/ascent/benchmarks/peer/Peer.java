package academy.ascent.benchmarks.peer;

import academy.ascent.benchmarks.host.CannotMeasure;
import academy.ascent.benchmarks.host.ServerProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A server from PyPI, set up to be as fast as its settings make it: one process, no access log. */
public enum Peer {
    /** In its faster mode, inference in the server's own process. */
    MLSERVER("MLServer", "mlserver") {
        @Override
        List<String> arguments(int port) {
            return List.of("-c", "from mlserver.cli import main; main()", "start", ".");
        }

        @Override
        public Map<String, String> environment(int port, Path model) {
            return Map.ofEntries(
                    Map.entry("MLSERVER_HOST", "127.0.0.1"),
                    Map.entry("MLSERVER_HTTP_PORT", Integer.toString(port)),
                    Map.entry("MLSERVER_GRPC_PORT", Integer.toString(ServerProcess.freePort())),
                    Map.entry("MLSERVER_METRICS_PORT", Integer.toString(ServerProcess.freePort())),
                    Map.entry("MLSERVER_PARALLEL_WORKERS", "0"),
                    Map.entry("MLSERVER_DEBUG", "false"),
                    Map.entry("MLSERVER_MODEL_NAME", "mlp"),
                    Map.entry("MLSERVER_MODEL_VERSION", "1"),
                    Map.entry("MLSERVER_MODEL_IMPLEMENTATION", "onnx_model.OnnxModel"),
                    Map.entry("MLSERVER_MODEL_URI", model.toString()));
        }
    },

    BENTOML("BentoML", "bentoml") {
        @Override
        List<String> arguments(int port) {
            return List.of(
                    "-m", "bentoml", "serve", "service:Mlp", "--host", "127.0.0.1", "--port", Integer.toString(port));
        }

        @Override
        public Map<String, String> environment(int port, Path model) {
            return Map.of("MODEL", model.toString(), "BENTOML_DO_NOT_TRACK", "True");
        }
    },

    /** By hand, as most teams begin. */
    FASTAPI("FastAPI", "fastapi") {
        @Override
        List<String> arguments(int port) {
            return List.of(
                    "-m",
                    "uvicorn",
                    "service:app",
                    "--host",
                    "127.0.0.1",
                    "--port",
                    Integer.toString(port),
                    "--no-access-log",
                    "--log-level",
                    "warning");
        }

        @Override
        public Map<String, String> environment(int port, Path model) {
            return Map.of("MODEL", model.toString());
        }
    };

    private final String title;
    private final String folder;

    Peer(String title, String folder) {
        this.title = title;
        this.folder = folder;
    }

    public String title() {
        return title;
    }

    /** Where its service and its lock file {@code requirements.txt} are, below the folder of all peers. */
    public String folder() {
        return folder;
    }

    abstract List<String> arguments(int port);

    /** What its service reads from the environment. */
    public abstract Map<String, String> environment(int port, Path model);

    /**
     * The command that starts it, in a copy of its folder; makes its environment first if it is not there.
     *
     * @throws CannotMeasure without Python or without its packages
     */
    public List<String> command(Path peers, int port) {
        List<String> command = new ArrayList<>();
        command.add(PythonEnvironment.python(folder, peers.resolve(folder).resolve("requirements.txt"))
                .toString());
        command.addAll(arguments(port));
        return command;
    }
}
