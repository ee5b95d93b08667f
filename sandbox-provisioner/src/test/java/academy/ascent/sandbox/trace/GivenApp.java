package academy.ascent.sandbox.trace;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.sandbox.ManifestFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Manifests of a shell that serves, and what it reads, alike for a sandbox of this machine and for a cluster. */
public final class GivenApp {
    /** Answers every request on port 8080 with the text in the variable ANSWER. */
    public static final String SERVE =
            "exec socat TCP4-LISTEN:8080,fork,reuseaddr,bind=${BIND:-0.0.0.0} EXEC:/workspace/answer.sh";

    private GivenApp() {}

    /** Makes the folder behind the claim {@code workspace} below another one. */
    public static Path workspace(Path folder) throws IOException {
        Path workspace = Files.createDirectories(folder.resolve("workspace"));
        Path script = workspace.resolve("answer.sh");
        Files.writeString(script, """
                #!/bin/sh
                read method path version
                while read line; do [ ${#line} -le 1 ] && break; done
                status=${STATUS:-200 OK}
                [ -e /tmp/unwell ] && status='503 Unwell'
                body=${ANSWER:-ok}
                printf 'HTTP/1.1 %s\\r\\nContent-Length: %d\\r\\nConnection: close\\r\\n\\r\\n%s' "$status" ${#body} "$body"
                """);
        assertThat(script.toFile().setExecutable(true, false)).isTrue();
        return workspace;
    }

    /** A Deployment of the shell image and a Service of the same name. */
    public static List<ManifestFile> app(String name, int replicas, String script, String extra) {
        return List.of(
                new ManifestFile("k8s/deployment.yaml", """
                        apiVersion: apps/v1
                        kind: Deployment
                        metadata: {name: %s}
                        spec:
                          replicas: %d
                          selector: {matchLabels: {app: %s}}
                          template:
                            metadata: {labels: {app: %s}}
                            spec:
                              terminationGracePeriodSeconds: 2
                              containers:
                                - name: main
                                  image: test/shell:1
                                  args: [%s]
                                  resources: {limits: {cpu: 500m, memory: 64Mi}}
                                  volumeMounts: [{name: files, mountPath: /workspace}]
                        %s
                              volumes: [{name: files, persistentVolumeClaim: {claimName: workspace}}]
                        """.formatted(
                                name, replicas, name, name, quoted(script), extra.indent(10))),
                new ManifestFile("k8s/service.yaml", """
                        apiVersion: v1
                        kind: Service
                        metadata: {name: %s}
                        spec: {selector: {app: %s}, ports: [{port: 80, targetPort: 8080}]}
                        """.formatted(name, name)));
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
}
