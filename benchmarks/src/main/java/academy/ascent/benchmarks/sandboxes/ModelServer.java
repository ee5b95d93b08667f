package academy.ascent.benchmarks.sandboxes;

import academy.ascent.benchmarks.host.CannotMeasure;
import academy.ascent.benchmarks.host.ServerProcess;
import academy.ascent.benchmarks.load.Questions;
import academy.ascent.benchmarks.load.Wire;
import academy.ascent.sandbox.ManifestFile;
import academy.ascent.sandbox.SandboxClass;
import academy.ascent.sandbox.SandboxName;
import academy.ascent.sandbox.SandboxRequest;
import academy.ascent.sandbox.classes.SandboxClasses;
import academy.ascent.sandbox.local.LocalSettings;
import academy.ascent.sandbox.local.RuntimeImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The reference stack with one small model, as a sandbox runs it and as it runs without one: the same files, the same
 * command.
 *
 * @param home the checkout, built
 * @param folder for everything that is written
 */
record ModelServer(Path home, Path folder) {
    private static final String IMAGE = "ascent/reference-stack:0.1";
    private static final String CLASS = "cpu-small";

    /**
     * Lays its workspace out.
     *
     * @throws CannotMeasure if the checkout is not built
     */
    static ModelServer in(Path home, Path folder) throws IOException {
        if (!Files.exists(home.resolve("reference-stack/target/reference-stack.jar"))) {
            throw new CannotMeasure("reference-stack/target/reference-stack.jar is missing in " + home
                    + ": build first, or start by ./ascent bench");
        }
        ModelServer server = new ModelServer(home, folder);
        server.workspace("workspace", "0.0.0.0", 8080);
        return server;
    }

    private Path workspace(String name, String host, int port) throws IOException {
        Path workspace = Files.createDirectories(folder.resolve(name));
        Files.copy(home.resolve("benchmarks/models/mlp.onnx"), workspace.resolve("model.onnx"));
        String yaml = Files.readString(home.resolve("benchmarks/sandboxes/serving.yaml"));
        Files.writeString(
                workspace.resolve("serving.yaml"),
                yaml.replace("${host}", host).replace("${port}", Integer.toString(port)));
        return workspace;
    }

    /**
     * @param processors the cores that containers may use
     */
    LocalSettings settings(List<Integer> processors) {
        return new LocalSettings(folder.resolve("base"), Map.of(IMAGE, image()), processors);
    }

    private RuntimeImage image() {
        return RuntimeImage.referenceStack(
                Path.of(System.getProperty("java.home")), home.resolve("reference-stack/target"));
    }

    SandboxRequest request(String name) {
        SandboxClass small = SandboxClasses.inUse()
                .find(CLASS)
                .orElseThrow(() -> new CannotMeasure("there is no sandbox class " + CLASS));
        return new SandboxRequest(new SandboxName(name), small, folder.resolve("workspace"));
    }

    List<ManifestFile> manifests(Probed probed) throws IOException {
        String yaml = Files.readString(home.resolve("benchmarks/sandboxes/model-server.yaml"));
        return List.of(new ManifestFile("model-server.yaml", yaml.replace("${probe}", probed.yaml())));
    }

    /** What to ask it; not for two threads. */
    Questions questions() {
        return Questions.read(home.resolve("benchmarks/models/golden.json"), "mlp", Wire.JSON, "/v2/models/mlp/infer");
    }

    /** Starts it without a sandbox, on the servers' core. */
    ServerProcess startBare(int number) throws IOException {
        int port = ServerProcess.freePort();
        Path workspace = workspace("bare-" + number, "127.0.0.1", port);
        return ServerProcess.start(
                "bare", bareCommand(workspace), Map.of(), workspace, port, folder.resolve("bare-" + number + ".log"));
    }

    /** The image's command with the machine's own paths in place of the container's. */
    private List<String> bareCommand(Path workspace) {
        RuntimeImage image = image();
        List<String> command = new ArrayList<>();
        for (String word : image.entrypoint()) {
            String own = word;
            for (RuntimeImage.Layer layer : image.layers()) {
                own = own.replace(layer.target(), layer.source().toString());
            }
            command.add(own);
        }
        command.addAll(List.of("serve", workspace.toString()));
        return command;
    }
}
