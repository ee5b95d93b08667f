package academy.ascent.sandbox.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the pods of a {@link RealCluster} may run. */
public final class NodeImages {
    /** A shell and what its scripts call, as the local runtime's tests have it from the machine around them. */
    static final String SHELL = "test/shell:1";

    static final String BASH = "test/bash:1";

    /** What carries workspaces and looks after a node, in gradings. */
    public static final String TOOLS = "ascent.test/tools:1";

    private static final String REFERENCE_STACK = "ascent/reference-stack:0.1";
    private static final String JDK = "/opt/jdk";
    private static final String STACK = "/opt/ascent/reference-stack";
    private static final ClusterSource SOURCE = new ClusterSource(System.getenv());

    private NodeImages() {}

    static NodeImage shell() throws IOException {
        return new NodeImage(
                SHELL,
                NodeImage.programs(List.of("sh", "sleep", "touch", "rm", "cat", "dd", "socat", "stty")),
                List.of("/bin/sh", "-c"),
                Map.of("PATH", "/usr/bin:/bin"));
    }

    /** With a better shell beside the plain one. */
    static NodeImage bash() throws IOException {
        return new NodeImage(
                BASH,
                NodeImage.programs(List.of("sh", "bash", "sleep")),
                List.of("/bin/sh", "-c"),
                Map.of("PATH", "/usr/bin:/bin"));
    }

    static NodeImage tools() throws IOException {
        return new NodeImage(
                TOOLS,
                NodeImage.programs(List.of("sh", "sleep", "head", "tar", "find", "mkdir", "mv", "rm", "grep", "cut")),
                List.of(),
                Map.of("PATH", "/bin"));
    }

    /**
     * The reference stack at the paths where a sandbox of this machine has it, with the libraries that its JVM and its
     * models' runtime need.
     *
     * @param built the folder of {@code reference-stack.jar}
     */
    static NodeImage referenceStack(Path built) throws IOException {
        Path jdk = Path.of(System.getProperty("java.home"));
        Map<String, Path> files = new HashMap<>(NodeImage.programs(List.of("sh", "cat", "sleep")));
        Map<String, Path> libraries = NodeImage.libraries(jdk.resolve("lib/server/libjvm.so"));
        files.putAll(libraries);
        for (String library : List.of("libstdc++.so.6", "libgcc_s.so.1")) {
            libraries.keySet().stream()
                    .filter(path -> path.endsWith("/libc.so.6"))
                    .map(path -> Path.of(path).resolveSibling(library))
                    .forEach(path -> files.put(path.toString(), path));
        }
        files.put(JDK, jdk);
        files.put(STACK + "/reference-stack.jar", built.resolve("reference-stack.jar"));
        files.put(STACK + "/lib", built.resolve("lib"));
        return new NodeImage(
                REFERENCE_STACK,
                files,
                List.of(
                        JDK + "/bin/java",
                        "@" + STACK + "/lib/jvm.options",
                        "-Xlog:disable",
                        "-Xlog:all=warning:stderr",
                        "-jar",
                        STACK + "/reference-stack.jar"),
                Map.of("JAVA_HOME", JDK, "PATH", JDK + "/bin:/bin"));
    }

    /** The two images of a virtual cluster's control plane, under the names that its manifest has. */
    static List<NodeImage> virtualCluster() throws IOException {
        Path go = SOURCE.go().orElseThrow();
        Path kine = SOURCE.toolInC(go, "kine");
        Path kubernetes = SOURCE.programs(go).kubernetes();
        Map<String, Path> programs = new HashMap<>(NodeImage.programs(List.of("cp")));
        programs.put("/kubernetes/kine", kine);
        programs.put("/kubernetes/kube-apiserver", kubernetes.resolve("kube-apiserver"));
        programs.put("/kubernetes/kube-controller-manager", kubernetes.resolve("kube-controller-manager"));
        // Where kine then runs, its libraries are.
        Map<String, Path> syncer = new HashMap<>(NodeImage.libraries(kine));
        syncer.put("/vcluster", SOURCE.tools(go, "vcluster").resolve("vcluster"));
        return List.of(
                new NodeImage("ghcr.io/loft-sh/kubernetes:v1.36.0", programs, List.of(), Map.of("PATH", "/bin")),
                new NodeImage("ghcr.io/loft-sh/vcluster-oss:0.36.1", syncer, List.of("/vcluster", "start"), Map.of()));
    }
}
