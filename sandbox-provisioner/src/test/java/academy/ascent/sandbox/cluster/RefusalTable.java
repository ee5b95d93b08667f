package academy.ascent.sandbox.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;

/** Manifests that an API server admits or refuses, each one change away from one that it admits. */
final class RefusalTable {
    private static final String DEPLOYMENT = """
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: tumour
            spec:
              replicas: 1
              selector:
                matchLabels: {app: tumour}
              template:
                metadata:
                  labels: {app: tumour}
                spec:
                  terminationGracePeriodSeconds: 30
                  containers:
                    - name: server
                      image: ascent/reference-stack:0.1
                      args: [serve, /workspace]
                      ports: [{name: http, containerPort: 8080}]
                      env: [{name: MODE, value: fast}]
                      readinessProbe: {httpGet: {path: /ready, port: http}, periodSeconds: 2}
                      resources:
                        requests: {cpu: 100m, memory: 64Mi}
                        limits: {cpu: 500m, memory: 256Mi}
                      volumeMounts: [{name: files, mountPath: /workspace}]
                  volumes: [{name: files, persistentVolumeClaim: {claimName: workspace}}]
            """;
    private static final String SERVICE = """
            apiVersion: v1
            kind: Service
            metadata:
              name: tumour
            spec:
              selector: {app: tumour}
              ports: [{port: 80, targetPort: http}]
            """;

    private static final String CONFIG_MAP = """
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: tumour
            data: {mode: fast}
            binaryData: {logo: AAEC}
            """;
    private static final String SECRET = """
            apiVersion: v1
            kind: Secret
            metadata:
              name: tumour
            data: {token: c2VjcmV0}
            stringData: {user: ada}
            """;

    private static final String LIMITS = "limits: {cpu: 500m, memory: 256Mi}";
    private static final String A_GPU = "limits: {cpu: 500m, memory: 256Mi, nvidia.com/gpu.shared: 1}";
    private static final String REQUESTS = "requests: {cpu: 100m, memory: 64Mi}";
    private static final String PROBE = "readinessProbe: {httpGet: {path: /ready, port: http}, periodSeconds: 2}";
    private static final String VOLUME = "{name: files, persistentVolumeClaim: {claimName: workspace}}";
    private static final String VARIABLE = "{name: MODE, value: fast}";
    private static final String ARGS = "args: [serve, /workspace]";
    private static final String GRACE = "terminationGracePeriodSeconds: 30";

    private RefusalTable() {}

    /**
     * One manifest.
     *
     * @param title what is special about it
     * @param kind the object's kind
     */
    record Row(String title, String kind, String yaml) {
        /** A text with one part of it changed. */
        static Row of(String title, String kind, String text, String part, String other) {
            assertThat(text).contains(part);
            return new Row(title, kind, text.replace(part, other));
        }

        @Override
        public String toString() {
            return title;
        }
    }

    static Stream<Row> rows() {
        return Stream.of(
                        quota(),
                        podSecurity(),
                        structure(),
                        deployments(),
                        containers(),
                        probes(),
                        services(),
                        devices(),
                        configMaps(),
                        secrets(),
                        uses(),
                        WorkloadRows.jobs(),
                        CronJobRows.rows(),
                        AutoscalerRows.rows(),
                        WorkloadRows.statefulSets())
                .flatMap(rows -> rows);
    }

    private static Row deployment(String title, String part, String other) {
        return Row.of(title, "Deployment", DEPLOYMENT, part, other);
    }

    private static Row service(String title, String part, String other) {
        return Row.of(title, "Service", SERVICE, part, other);
    }

    private static Row configMap(String title, String part, String other) {
        return Row.of(title, "ConfigMap", CONFIG_MAP, part, other);
    }

    private static Row secret(String title, String part, String other) {
        return Row.of(title, "Secret", SECRET, part, other);
    }

    private static Stream<Row> quota() {
        return Stream.of(
                new Row("fits", "Deployment", DEPLOYMENT),
                deployment("fits exactly", "replicas: 1", "replicas: 4"),
                deployment("one pod beyond every limit", "replicas: 1", "replicas: 5"),
                deployment(
                        "storage over what a container may have",
                        LIMITS,
                        "limits: {cpu: 500m, memory: 256Mi, ephemeral-storage: 3Gi}"),
                deployment(
                        "as much storage as a container may have",
                        LIMITS,
                        "limits: {cpu: 500m, memory: 256Mi, ephemeral-storage: 2Gi}"),
                deployment("CPU over quota", LIMITS, "limits: {cpu: 2100m, memory: 256Mi}"),
                deployment("memory over quota", LIMITS, "limits: {cpu: 500m, memory: 2Gi}"),
                deployment("CPU and memory over quota", LIMITS, "limits: {cpu: 3, memory: 2Gi}"),
                Row.of(
                        "CPU over quota from the third pod on",
                        "Deployment",
                        DEPLOYMENT.replace("replicas: 1", "replicas: 3"),
                        LIMITS,
                        "limits: {cpu: 800m, memory: 128Mi}"),
                Row.of(
                        "memory over quota from the second pod on",
                        "Deployment",
                        DEPLOYMENT.replace("replicas: 1", "replicas: 9"),
                        LIMITS,
                        "limits: {cpu: 100m, memory: 600Mi}"),
                Row.of(
                        "pods over quota from the fifth on",
                        "Deployment",
                        DEPLOYMENT.replace("replicas: 1", "replicas: 9"),
                        LIMITS,
                        "limits: {cpu: 100m, memory: 64Mi}"),
                deployment("no limits", LIMITS, "limits: {}"),
                deployment("no memory limit", LIMITS, "limits: {cpu: 500m}"),
                deployment("no CPU limit", LIMITS, "limits: {memory: 256Mi}"),
                deployment("a GPU over quota", LIMITS, "limits: {cpu: 500m, memory: 256Mi, nvidia.com/gpu: 1}"),
                deployment(
                        "a GPU slice over quota",
                        LIMITS,
                        "limits: {cpu: 500m, memory: 256Mi, nvidia.com/mig-1g.10gb: 2}"),
                deployment("a GPU request alone", REQUESTS, "requests: {cpu: 100m, memory: 64Mi, nvidia.com/gpu: 1}"),
                deployment("half a GPU", LIMITS, "limits: {cpu: 500m, memory: 256Mi, nvidia.com/gpu: 500m}"),
                deployment("a GPU and CPU over quota", LIMITS, "limits: {cpu: 3, memory: 256Mi, nvidia.com/gpu: 1}"));
    }

    private static Stream<Row> podSecurity() {
        return Stream.of(
                deployment("privileged", ARGS, "securityContext: {privileged: true}"),
                deployment("host namespaces", GRACE, "hostNetwork: true\n      hostPID: true\n      hostIPC: true"),
                deployment("hostPath", VOLUME, "{name: files, hostPath: {path: /}}"),
                deployment("hostPort", "containerPort: 8080", "containerPort: 8080, hostPort: 8080"),
                deployment("added capabilities", ARGS, "securityContext: {capabilities: {add: [SYS_TIME, NET_ADMIN]}}"),
                deployment(
                        "the capability that is free",
                        ARGS,
                        "securityContext: {capabilities: {add: [NET_BIND_SERVICE]}}"),
                deployment("seccomp unconfined", ARGS, "securityContext: {seccompProfile: {type: Unconfined}}"),
                deployment(
                        "the pod's seccomp unconfined", GRACE, "securityContext: {seccompProfile: {type: Unconfined}}"),
                deployment("procMount", ARGS, "securityContext: {procMount: Unmasked}"),
                deployment("sysctls", GRACE, "securityContext: {sysctls: [{name: kernel.msgmax, value: '1'}]}"),
                deployment("SELinux type", ARGS, "securityContext: {seLinuxOptions: {type: spc_t}}"),
                deployment("AppArmor unconfined", ARGS, "securityContext: {appArmorProfile: {type: Unconfined}}"),
                Row.of(
                        "privileged on the host's network with a host path",
                        "Deployment",
                        DEPLOYMENT
                                .replace(ARGS, "securityContext: {privileged: true}")
                                .replace(GRACE, "hostNetwork: true"),
                        VOLUME,
                        "{name: files, hostPath: {path: /}}"));
    }

    private static Stream<Row> structure() {
        return Stream.of(
                deployment("an unknown field", "replicas: 1", "replica: 1"),
                deployment("an unknown field of a container", "image: ascent", "imge: ascent"),
                deployment("text for a number", "replicas: 1", "replicas: two"),
                deployment("a number for text", "value: fast", "value: 8080"),
                deployment("a boolean for text", "value: fast", "value: yes"),
                deployment("text for a list", ARGS, "args: serve"),
                deployment("no quantity", LIMITS, "limits: {cpu: 500 m, memory: 256Mi}"));
    }

    private static Stream<Row> deployments() {
        return Stream.of(
                deployment("an invalid name", "name: tumour", "name: My_Model"),
                deployment("no name", "metadata:\n  name: tumour\n", ""),
                deployment("no selector", "  selector:\n    matchLabels: {app: tumour}\n", ""),
                deployment("an empty selector", "matchLabels: {app: tumour}", "matchLabels: {}"),
                deployment(
                        "a selector that does not match",
                        "labels: {app: tumour}\n    spec",
                        "labels: {app: other}\n    spec"),
                deployment(
                        "an invalid label",
                        "labels: {app: tumour}\n    spec",
                        "labels: {app: tumour, tier: 'a b'}\n    spec"),
                deployment("negative replicas", "replicas: 1", "replicas: -1"),
                deployment("no history of revisions", "replicas: 1", "revisionHistoryLimit: 0"),
                deployment("a negative history of revisions", "replicas: 1", "revisionHistoryLimit: -1"),
                deployment("paused", "replicas: 1", "replicas: 1\n  paused: true"),
                deployment("paused in YAML's other word", "replicas: 1", "replicas: 1\n  paused: yes"),
                deployment("paused with nothing said", "replicas: 1", "replicas: 1\n  paused:"),
                deployment("text for paused", "replicas: 1", "replicas: 1\n  paused: 'true'"),
                deployment("a number for paused", "replicas: 1", "replicas: 1\n  paused: 1"),
                deployment("a list for paused", "replicas: 1", "replicas: 1\n  paused: [true]"),
                deployment("paused and negative", "replicas: 1", "replicas: -1\n  paused: true"),
                deployment(
                        "a deadline too short",
                        "replicas: 1",
                        "replicas: 1\n  minReadySeconds: 5\n  progressDeadlineSeconds: 5"),
                deployment(
                        "no surge and none unavailable",
                        "replicas: 1",
                        "replicas: 1\n  strategy: {rollingUpdate: {maxSurge: 0, maxUnavailable: 0}}"),
                deployment(
                        "a rolling update of Recreate",
                        "replicas: 1",
                        "replicas: 1\n  strategy: {type: Recreate, rollingUpdate: {maxSurge: 1}}"),
                deployment("an unknown strategy", "replicas: 1", "replicas: 1\n  strategy: {type: BlueGreen}"),
                deployment("never restarted", GRACE, "restartPolicy: Never"),
                deployment("a negative grace", GRACE, "terminationGracePeriodSeconds: -1"));
    }

    private static Stream<Row> containers() {
        return Stream.of(
                deployment("an invalid container name", "- name: server", "- name: Server"),
                deployment("a port beyond the range", "containerPort: 8080", "containerPort: 70000"),
                deployment("an unknown protocol", "containerPort: 8080", "containerPort: 8080, protocol: tcp"),
                deployment("a request beyond its limit", "requests: {cpu: 100m", "requests: {cpu: 1"),
                deployment("negative CPU", LIMITS, "limits: {cpu: -1, memory: 256Mi}"),
                deployment("an unknown resource", LIMITS, "limits: {cpu: 500m, memory: 256Mi, gpu: 1}"),
                deployment("an invalid variable", "name: MODE", "name: MO=DE"),
                deployment("a mount of no volume", "{name: files, mountPath", "{name: flies, mountPath"),
                deployment("a sub path upwards", "mountPath: /workspace", "mountPath: /workspace, subPath: ../x"),
                deployment("two volumes of one name", VOLUME, VOLUME + ", {name: files, emptyDir: {}}"),
                deployment("a pause beyond the grace", ARGS, "lifecycle: {preStop: {sleep: {seconds: 31}}}"),
                deployment("a hook without action", ARGS, "lifecycle: {preStop: {}}"));
    }

    private static Stream<Row> probes() {
        return Stream.of(
                deployment("a probe without action", PROBE, "readinessProbe: {periodSeconds: 2}"),
                deployment(
                        "a probe of two actions",
                        PROBE,
                        "readinessProbe: {httpGet: {port: 80}, tcpSocket: {port: 80}}"),
                deployment("a negative period", "periodSeconds: 2", "periodSeconds: -2"),
                deployment(
                        "a liveness probe of two successes",
                        PROBE,
                        "livenessProbe: {tcpSocket: {port: 80}, successThreshold: 2}"),
                deployment("an unknown scheme", PROBE, "readinessProbe: {httpGet: {port: 80, scheme: FTP}}"));
    }

    private static Stream<Row> services() {
        return Stream.of(
                new Row("a Service", "Service", SERVICE),
                service("an invalid Service name", "name: tumour", "name: First"),
                service("a Service name that begins with a digit", "name: tumour", "name: 1st"),
                service("a Service without ports", "ports: [{port: 80, targetPort: http}]", "ports: []"),
                service("port 0", "port: 80", "port: 0"),
                service("an unknown field of a Service", "selector: {", "selectors: {"),
                service("an unknown type", "  selector", "  type: Cluster\n  selector"),
                service("ports without names", "targetPort: http}", "targetPort: http}, {port: 81}"));
    }

    /** Of shared GPUs the quota has two. */
    private static Stream<Row> devices() {
        return Stream.of(
                deployment(
                        "two GPUs in one pod", LIMITS, "limits: {cpu: 500m, memory: 256Mi, nvidia.com/gpu.shared: 2}"),
                deployment(
                        "three GPUs in one pod",
                        LIMITS,
                        "limits: {cpu: 500m, memory: 256Mi, nvidia.com/gpu.shared: 3}"),
                Row.of("a GPU for each of two pods", "Deployment", replicas(2), LIMITS, A_GPU),
                Row.of("a GPU over quota from the third pod on", "Deployment", replicas(3), LIMITS, A_GPU),
                Row.of(
                        "a GPU and memory over quota from the third pod on",
                        "Deployment",
                        replicas(4),
                        LIMITS,
                        "limits: {cpu: 500m, memory: 400Mi, nvidia.com/gpu.shared: 1}"),
                Row.of(
                        "a GPU request equal to its limit",
                        "Deployment",
                        DEPLOYMENT.replace(LIMITS, A_GPU),
                        REQUESTS,
                        "requests: {cpu: 100m, memory: 64Mi, nvidia.com/gpu.shared: 1}"),
                Row.of(
                        "a GPU request below its limit",
                        "Deployment",
                        DEPLOYMENT.replace(LIMITS, "limits: {cpu: 500m, memory: 256Mi, nvidia.com/gpu.shared: 2}"),
                        REQUESTS,
                        "requests: {cpu: 100m, memory: 64Mi, nvidia.com/gpu.shared: 1}"),
                deployment(
                        "two kinds of GPU over quota",
                        LIMITS,
                        "limits: {cpu: 500m, memory: 256Mi, nvidia.com/mig-1g.10gb: 1, nvidia.com/gpu: 1}"),
                deployment("no GPU", LIMITS, "limits: {cpu: 500m, memory: 256Mi, nvidia.com/gpu: 0}"),
                deployment("a negative GPU", LIMITS, "limits: {cpu: 500m, memory: 256Mi, nvidia.com/gpu.shared: -1}"),
                deployment(
                        "one and a half GPUs",
                        LIMITS,
                        "limits: {cpu: 500m, memory: 256Mi, nvidia.com/gpu.shared: 1.5}"),
                deployment("a memory request beyond its limit", REQUESTS, "requests: {cpu: 100m, memory: 0.5Gi}"),
                deployment("a CPU request beyond its limit", REQUESTS, "requests: {cpu: 0.75, memory: 64Mi}"),
                deployment("a thousandfold memory request", REQUESTS, "requests: {cpu: 100m, memory: 1500000k}"));
    }

    private static String replicas(int count) {
        return DEPLOYMENT.replace("replicas: 1", "replicas: " + count);
    }

    private static Stream<Row> configMaps() {
        return Stream.of(
                new Row("a ConfigMap", "ConfigMap", CONFIG_MAP),
                configMap("an invalid ConfigMap name", "name: tumour", "name: My_Map"),
                configMap("an invalid key", "mode: fast", "'a b': fast"),
                configMap("a key that is the folder above", "mode: fast", "..: fast"),
                configMap("a key that begins as the folder above", "mode: fast", "..data: fast"),
                configMap("a key of text and of bytes", "mode: fast", "logo: fast"),
                configMap("a number for a value", "mode: fast", "mode: 8"),
                configMap("an unknown field of a ConfigMap", "data: {mode", "dada: {mode"),
                configMap("bytes that are no Base64", "AAEC", "'AA EC'"),
                configMap("bytes without padding", "AAEC", "AAE"),
                configMap("a number for bytes", "AAEC", "8"),
                configMap(
                        "a mebibyte",
                        "data: {mode: fast}\nbinaryData: {logo: AAEC}",
                        "data: {a: " + text(1 << 20) + "}"),
                configMap("more than a mebibyte", "mode: fast", "mode: " + text(1 << 20)));
    }

    private static String text(int length) {
        return "a".repeat(length);
    }

    private static Stream<Row> secrets() {
        return Stream.of(
                new Row("a Secret", "Secret", SECRET),
                secret("a Secret of a type of one's own", "data: {token", "type: academy/token\ndata: {token"),
                secret("an invalid Secret name", "name: tumour", "name: My_Secret"),
                secret("an invalid key of a Secret", "user: ada", "'a/b': ada"),
                secret("a value that is no Base64", "c2VjcmV0", "'secret!'"),
                secret("a value with too much padding", "c2VjcmV0", "c2VjcmV0="),
                secret("a number for a secret", "c2VjcmV0", "8"),
                secret("a number for a secret's text", "user: ada", "user: 8"),
                secret("a certificate without parts", "data: {token", "type: kubernetes.io/tls\ndata: {token"),
                secret(
                        "a user without name and password",
                        "data: {token",
                        "type: kubernetes.io/basic-auth\ndata: {token"),
                secret("a key file that is not there", "data: {token", "type: kubernetes.io/ssh-auth\ndata: {token"),
                secret("more than a mebibyte of secrets", "user: ada", "user: " + text(1 << 20)));
    }

    /** How a pod uses ConfigMaps and Secrets. */
    private static Stream<Row> uses() {
        String from = "{name: MODE, valueFrom: {configMapKeyRef: {name: a, key: b}}}";
        String inContainer = ARGS + "\n          envFrom: ";
        return Stream.of(
                deployment("a variable of a ConfigMap", VARIABLE, from),
                deployment("a variable of nothing", VARIABLE, "{name: MODE, valueFrom: {}}"),
                deployment(
                        "a variable of a value and a key", VARIABLE, from.replace("valueFrom", "value: a, valueFrom")),
                deployment(
                        "a variable of two keys",
                        VARIABLE,
                        from.replace("{configMapKeyRef", "{secretKeyRef: {name: a, key: b}, configMapKeyRef")),
                deployment("a variable without key", VARIABLE, from.replace(", key: b", "")),
                deployment("a variable of an invalid key", VARIABLE, from.replace("key: b", "key: a b")),
                deployment("a variable of no ConfigMap", VARIABLE, from.replace("name: a, ", "")),
                deployment("variables of a Secret", ARGS, inContainer + "[{prefix: A_, secretRef: {name: a}}]"),
                deployment("variables of nothing", ARGS, inContainer + "[{}]"),
                deployment("variables of no ConfigMap", ARGS, inContainer + "[{configMapRef: {}}]"),
                deployment(
                        "variables of both", ARGS, inContainer + "[{configMapRef: {name: a}, secretRef: {name: b}}]"),
                deployment(
                        "variables of an invalid prefix", ARGS, inContainer + "[{prefix: a=, secretRef: {name: a}}]"),
                deployment("a volume of a ConfigMap", VOLUME, "{name: files, configMap: {name: a, defaultMode: 0400}}"),
                deployment("a volume of no ConfigMap", VOLUME, "{name: files, configMap: {}}"),
                deployment("a volume of no Secret", VOLUME, "{name: files, secret: {}}"),
                deployment("a mode beyond 0777", VOLUME, "{name: files, secret: {secretName: a, defaultMode: 512}}"),
                deployment("an item without key and path", VOLUME, "{name: files, configMap: {name: a, items: [{}]}}"),
                deployment(
                        "an item upwards",
                        VOLUME,
                        "{name: files, configMap: {name: a, items: [{key: b, path: ../b, mode: -1}]}}"),
                deployment(
                        "an item of a hidden name",
                        VOLUME,
                        "{name: files, secret: {secretName: a, items: [{key: b, path: ..b}]}}"),
                deployment("a volume of two kinds", VOLUME, "{name: files, emptyDir: {}, configMap: {name: a}}"));
    }
}
