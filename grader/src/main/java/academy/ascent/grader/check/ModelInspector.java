package academy.ascent.grader.check;

import academy.ascent.sandbox.Admission;
import academy.ascent.sandbox.ManifestFile;
import academy.ascent.sandbox.Replica;
import academy.ascent.sandbox.Sandbox;
import academy.ascent.sandbox.SandboxClass;
import academy.ascent.sandbox.SandboxException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Opens a model in a process of a sandbox of its own, with the reference stack's command {@code inspect}: what a hostile
 * file does to the runtime, it does there.
 */
final class ModelInspector {
    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final int LINES = 1000;

    private ModelInspector() {}

    /**
     * Inspects the model at a path of the sandbox's workspace.
     *
     * @param casesFile the cases' path in the workspace, empty if there are none
     * @param cases how many they are
     * @throws SandboxException if the sandbox does not do its part
     */
    static ModelInspection inspect(
            Sandbox sandbox, SandboxClass limits, String path, Optional<String> casesFile, int cases) {
        List<ManifestFile> manifests = List.of(new ManifestFile("inspect.yaml", manifest(limits, path, casesFile)));
        if (sandbox.apply(manifests) instanceof Admission.Refused refused) {
            throw new SandboxException(
                    SandboxException.Code.BROKEN, "The inspection of a model is refused: " + refused.reasons());
        }
        long end = System.nanoTime() + LIMIT.toNanos();
        while (System.nanoTime() < end) {
            Optional<Replica> replica = sandbox.replicas().stream().findFirst();
            Optional<String> exit = replica.flatMap(Replica::lastExit);
            // The end is looked at before the log: what was written before it is then in the log.
            Optional<ModelInspection> said =
                    replica.flatMap(pod -> ModelInspection.read(sandbox.logs(pod.name(), LINES), cases));
            if (said.isPresent()) {
                return said.get();
            }
            if (exit.isPresent()) {
                return new ModelInspection.Refused("the process that opened it ended: " + exit.get());
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
        return new ModelInspection.Refused("it was not opened and asked within " + Words.seconds(LIMIT));
    }

    private static String manifest(SandboxClass limits, String path, Optional<String> casesFile) {
        String more = casesFile.map(file -> ", \"/workspace/" + file + "\"").orElse("");
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: inspect}
                spec:
                  replicas: 1
                  selector: {matchLabels: {app: inspect}}
                  template:
                    metadata: {labels: {app: inspect}}
                    spec:
                      securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
                      containers:
                        - name: inspect
                          image: ascent/reference-stack:0.1
                          args: ["inspect", "/workspace/%s"%s]
                          resources:
                            requests: {cpu: 100m, memory: 128Mi}
                            limits: {cpu: %dm, memory: "%d"}
                          securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: ["ALL"]}}
                          volumeMounts: [{name: workspace, mountPath: /workspace, readOnly: true}]
                      volumes: [{name: workspace, persistentVolumeClaim: {claimName: workspace, readOnly: true}}]
                """.formatted(path, more, limits.cpuMillis(), limits.memoryBytes());
    }
}
