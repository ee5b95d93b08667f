package academy.ascent.sandbox.local;

import static academy.ascent.sandbox.local.GivenSandboxes.SERVE;
import static academy.ascent.sandbox.local.GivenSandboxes.admitted;
import static academy.ascent.sandbox.local.GivenSandboxes.get;
import static academy.ascent.sandbox.local.GivenSandboxes.ready;
import static academy.ascent.sandbox.local.GivenSandboxes.until;
import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.sandbox.Endpoint;
import academy.ascent.sandbox.ManifestFile;
import academy.ascent.sandbox.Replica;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class StatefulSetIT extends BriskSandbox {
    StatefulSetIT() {
        super(Duration.ofMillis(200));
    }

    /** A set whose pods answer with their host name and a release, its Service and one of its second pod alone. */
    private static List<ManifestFile> set(int replicas, String release) {
        return List.of(new ManifestFile("k8s/set.yaml", """
                apiVersion: apps/v1
                kind: StatefulSet
                metadata: {name: db}
                spec:
                  replicas: %d
                  serviceName: db
                  selector: {matchLabels: {app: db}}
                  template:
                    metadata: {labels: {app: db}}
                    spec:
                      terminationGracePeriodSeconds: 1
                      containers:
                        - name: main
                          image: test/shell:1
                          args: ['ANSWER=$(hostname)-%s; export ANSWER; %s']
                          readinessProbe: {httpGet: {port: 8080}, periodSeconds: 1}
                          resources: {limits: {cpu: 500m, memory: 64Mi}}
                          volumeMounts: [{name: files, mountPath: /workspace}]
                      volumes: [{name: files, persistentVolumeClaim: {claimName: workspace}}]
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: db}
                spec: {clusterIP: None, selector: {app: db}, ports: [{port: 8080}]}
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: second}
                spec: {selector: {statefulset.kubernetes.io/pod-name: db-1}, ports: [{port: 8080}]}
                """.formatted(replicas, release, SERVE)));
    }

    private Optional<Replica> replica(String name) {
        return sandbox.replicas().stream()
                .filter(replica -> replica.name().equals(name))
                .findFirst();
    }

    private Instant started(String name) {
        return replica(name).orElseThrow().started();
    }

    @Test
    void pods_have_lasting_names_and_start_one_after_the_other() throws Exception {
        admitted(sandbox.apply(set(3, "one")));
        while (!sandbox.rollouts().getFirst().isComplete()) {
            List<Replica> now = sandbox.replicas();
            assertThat(now.stream().filter(replica -> !replica.ready())).hasSizeLessThanOrEqualTo(1);
            Pauses.sleep(Duration.ofMillis(20));
        }
        assertThat(sandbox.replicas()).extracting(Replica::name).containsExactly("db-0", "db-1", "db-2");
        assertThat(get(ready(sandbox, "second", 1).getFirst())).endsWith("db-1-one");
        Instant before = started("db-1");
        sandbox.delete("db-1");
        until(() ->
                started("db-1").isAfter(before) && sandbox.rollouts().getFirst().isComplete());
        assertThat(sandbox.replicas()).extracting(Replica::name).containsExactlyInAnyOrder("db-0", "db-1", "db-2");
        assertThat(get(ready(sandbox, "second", 1).getFirst())).endsWith("db-1-one");
    }

    @Test
    void an_update_goes_from_the_highest_place_to_the_lowest() throws Exception {
        admitted(sandbox.apply(set(3, "one")));
        until(Duration.ofSeconds(60), () -> sandbox.rollouts().getFirst().isComplete());
        admitted(sandbox.apply(set(3, "two")));
        assertThat(sandbox.rollouts().getFirst().isComplete()).isFalse();
        until(Duration.ofSeconds(60), () -> sandbox.rollouts().getFirst().isComplete());
        assertThat(started("db-2")).isBefore(started("db-1"));
        assertThat(started("db-1")).isBefore(started("db-0"));
        for (Endpoint endpoint : ready(sandbox, "db", 3)) {
            assertThat(get(endpoint)).endsWith(endpoint.replica() + "-two");
        }
        admitted(sandbox.apply(set(1, "two")));
        until(() -> sandbox.rollouts().getFirst().isComplete());
        assertThat(replica("db-0").orElseThrow().ready()).isTrue();
        assertThat(replica("db-1").orElseThrow().ready()).isFalse();
    }
}
