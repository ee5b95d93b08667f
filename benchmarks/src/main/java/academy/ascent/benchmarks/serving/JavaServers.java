package academy.ascent.benchmarks.serving;

import academy.ascent.benchmarks.baseline.BaselineServer;
import academy.ascent.benchmarks.host.ServerProcess;
import academy.ascent.benchmarks.load.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The reference stack and the baseline, started alike: the same JVM with the same options.
 *
 * @param jvmOptions all of them
 */
record JavaServers(Workplace workplace, List<String> jvmOptions) {
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    /** With the options that the reference stack ships, and more of them behind. */
    static JavaServers shipped(Workplace workplace, List<String> more) {
        return new JavaServers(
                workplace,
                Stream.concat(Stream.of("@" + workplace.referenceStack().resolve("lib/jvm.options")), more.stream())
                        .toList());
    }

    /** The reference stack as a user starts it, configured by {@code benchmarks/variants/VARIANT.yaml}. */
    Contestant referenceStack(String name, String variant, String model, Wire wire) {
        int port = ServerProcess.freePort();
        Path folder = workplace.folder(name);
        try {
            Files.copy(workplace.models().resolve(model + ".onnx"), folder.resolve("model.onnx"));
            String yaml = Files.readString(workplace.home().resolve("benchmarks/variants/" + variant + ".yaml"));
            Files.writeString(folder.resolve("serving.yaml"), yaml.replace("${port}", Integer.toString(port)));
            if (yaml.contains("reference.csv")) {
                ReferenceData.write(workplace.golden(), model, folder.resolve("reference.csv"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> command = java();
        command.addAll(List.of(
                "-jar",
                workplace.referenceStack().resolve("reference-stack.jar").toString(),
                "serve",
                "."));
        return new Contestant(name, command, Map.of(), folder, port, "/v2/models/mlp/infer", wire);
    }

    Contestant baseline(String name, String model, Wire wire) {
        int port = ServerProcess.freePort();
        List<String> command = java();
        command.addAll(List.of(
                "--enable-native-access=ALL-UNNAMED",
                "-Donnxruntime.native.path=" + nativeLibraries(),
                "-Dio.netty.jfr.enabled=false",
                "-cp",
                baselineClassPath(),
                BaselineServer.class.getName(),
                Integer.toString(port),
                workplace.models().resolve(model + ".onnx").toString()));
        return new Contestant(name, command, Map.of(), workplace.folder(name), port, "/v2/models/mlp/infer", wire);
    }

    private List<String> java() {
        List<String> command = new ArrayList<>();
        command.add(JAVA);
        command.addAll(jvmOptions);
        return command;
    }

    /** Unpacked already, as the reference stack has them. */
    private Path nativeLibraries() {
        String platform = System.getProperty("os.arch").equals("aarch64") ? "linux-aarch64" : "linux-x64";
        return workplace.referenceStack().resolve("lib/ai/onnxruntime/native").resolve(platform);
    }

    /** Only what it needs, so that it starts as fast as it can. */
    private String baselineClassPath() {
        Path target = workplace.home().resolve("benchmarks/target");
        try (Stream<Path> jars = Files.list(target.resolve("lib"))) {
            return Stream.concat(
                            Stream.of(target.resolve("benchmarks.jar")),
                            jars.filter(jar -> jar.getFileName().toString().matches("(netty|onnxruntime)-.*"))
                                    .sorted())
                    .map(Path::toString)
                    .collect(Collectors.joining(":"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
