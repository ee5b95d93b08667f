package academy.ascent.sandbox.local;

import static academy.ascent.sandbox.local.GivenSandboxes.admitted;
import static academy.ascent.sandbox.local.GivenSandboxes.app;
import static academy.ascent.sandbox.local.GivenSandboxes.only;
import static academy.ascent.sandbox.local.GivenSandboxes.until;
import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.sandbox.AutoscalerStatus;
import academy.ascent.sandbox.ManifestFile;
import academy.ascent.sandbox.Replica;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class AutoscalerIT extends BriskSandbox {
    /** Works while the file says so. */
    private static final String WORK =
            "while read load < /workspace/load; do [ $load = hot ] && for i in 1 2 3 4 5 6 7 8 9; do :; done || sleep 1; done";

    private static final List<ManifestFile> SCALER = List.of(new ManifestFile("k8s/hpa.yaml", """
            apiVersion: autoscaling/v2
            kind: HorizontalPodAutoscaler
            metadata: {name: scaler}
            spec:
              scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
              maxReplicas: 3
              metrics:
                - type: Resource
                  resource: {name: cpu, target: {type: Utilization, averageUtilization: 50}}
              behavior:
                scaleDown: {stabilizationWindowSeconds: 0}
            """));

    AutoscalerIT() {
        super(Duration.ofMillis(400));
    }

    private void publish(String load) throws IOException {
        Path files = Files.createDirectories(folder.resolve("files"));
        Files.writeString(files.resolve("load"), load + "\n");
        sandbox.publish(files);
    }

    /** Without a number of replicas, and with a request that one busy replica exceeds by far. */
    private static List<ManifestFile> web() {
        return app("web", 1, WORK, "").stream()
                .map(file -> new ManifestFile(
                        file.path(),
                        file.yaml()
                                .replace("  replicas: 1\n", "")
                                .replace(
                                        "limits: {cpu: 500m, memory: 64Mi}",
                                        "requests: {cpu: 50m}, limits: {cpu: 500m, memory: 64Mi}")))
                .toList();
    }

    private AutoscalerStatus scaler() {
        return sandbox.autoscalers().getFirst();
    }

    @Test
    void replicas_come_with_work_and_go_without_it() throws Exception {
        publish("hot");
        admitted(sandbox.apply(web()));
        admitted(sandbox.apply(SCALER));
        until(() -> scaler().replicas() == 3
                && sandbox.replicas().stream().filter(Replica::ready).count() == 3);
        assertThat(scaler().cpuPercent().orElse(0)).isGreaterThan(50);
        admitted(sandbox.apply(web()));
        assertThat(scaler().replicas()).isGreaterThan(1);
        publish("cold");
        until(() -> scaler().replicas() == 1);
        until(() -> sandbox.replicas().stream()
                        .filter(replica -> replica.state() == Replica.State.RUNNING)
                        .count()
                == 1);
        assertThat(scaler().cpuPercent().orElse(100)).isLessThan(50);
    }

    @Test
    void an_autoscaler_of_nothing_waits_for_it() throws Exception {
        publish("cold");
        admitted(sandbox.apply(SCALER));
        assertThat(scaler()).isEqualTo(new AutoscalerStatus("scaler", "web", OptionalInt.empty(), List.of(), 1, 3, 0));
        admitted(sandbox.apply(web()));
        until(() -> scaler().cpuPercent().isPresent());
        assertThat(only(sandbox).ready()).isTrue();
        assertThat(scaler().replicas()).isEqualTo(1);
    }

    /** Tells of a hundred requests in every second of a hot time. */
    private static final String METRICS = """
            while read -r line; do [ ${#line} -le 1 ] && break; done
            read -r load < /workspace/load
            n=5
            [ "$load" = hot ] && n=$(($(date +%s%N) / 10000000))
            body="# TYPE http_requests_total counter
            http_requests_total{code=\\"200\\"} $n
            http_requests_total{code=\\"500\\"} 1"
            printf 'HTTP/1.0 200 OK\\r\\nContent-Length: %d\\r\\n\\r\\n%s' ${#body} "$body"
            """;

    @Test
    void replicas_come_with_requests_and_go_without_them() throws Exception {
        publish("hot");
        Files.writeString(folder.resolve("files/metrics.sh"), METRICS);
        sandbox.publish(folder.resolve("files"));
        admitted(sandbox.apply(
                app("web", 1, "exec socat TCP4-LISTEN:8080,fork,reuseaddr EXEC:'sh /workspace/metrics.sh'", "").stream()
                        .map(file -> new ManifestFile(
                                file.path(),
                                file.yaml()
                                        .replace("  replicas: 1\n", "")
                                        .replace(
                                                "metadata: {labels: {app: web}}",
                                                "metadata: {labels: {app: web}, annotations: {prometheus.io/scrape: 'true',"
                                                        + " prometheus.io/port: '8080'}}")))
                        .toList()));
        admitted(sandbox.apply(List.of(new ManifestFile(
                "k8s/hpa.yaml",
                SCALER.getFirst()
                        .yaml()
                        .replace("type: Resource", "type: Pods")
                        .replace(
                                "resource: {name: cpu, target: {type: Utilization, averageUtilization: 50}}",
                                "pods: {metric: {name: http_requests_per_second}, target: {type: AverageValue,"
                                        + " averageValue: 40}}")))));
        until(() -> scaler().replicas() == 3);
        until(() -> scaler().rates().getFirst().perSecond().orElse(0) > 80);
        assertThat(scaler().rates().getFirst().metric()).isEqualTo("http_requests_per_second");
        assertThat(scaler().rates().getFirst().target()).isEqualTo(40);
        publish("cold");
        until(() -> scaler().replicas() == 1);
        until(() -> scaler().rates().getFirst().perSecond().orElse(1) == 0);
    }
}
