package academy.ascent.sandbox.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import academy.ascent.sandbox.Admission;
import academy.ascent.sandbox.Admission.AdmittedContainer;
import academy.ascent.sandbox.ManifestFile;
import academy.ascent.sandbox.SandboxClass;
import academy.ascent.sandbox.SandboxName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AdmitterTest {
    private static final Policy POLICY = new Policy(
            new SandboxName("grade-1"),
            new SandboxClass("cpu-small", 2000, 1L << 30, 4, 200),
            new TreeSet<>(List.of("ascent/reference-stack:0.1")));

    private static final Policy TWO_GPUS = new Policy(
            new SandboxName("grade-1"),
            new SandboxClass(
                    "gpu-small",
                    2000,
                    1L << 30,
                    4,
                    200,
                    0,
                    0,
                    0,
                    Optional.of(new SandboxClass.Gpus("nvidia.com/gpu", 2, Duration.ofHours(5))),
                    Optional.empty()),
            POLICY.images());

    private static final String DEPLOYMENT = """
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: tumour
            spec:
              replicas: 2
              selector:
                matchLabels: {app: tumour}
              template:
                metadata:
                  labels: {app: tumour}
                spec:
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

    private static Decision decide(String yaml) {
        return decide(yaml, DesiredState.EMPTY);
    }

    private static Decision decide(String yaml, DesiredState before) {
        return decide(yaml, POLICY, before);
    }

    private static Decision decide(String yaml, Policy policy, DesiredState before) {
        return Admitter.decide(List.of(new ManifestFile("k8s/all.yaml", yaml)), policy, before);
    }

    private static DesiredState accepted(String yaml, Policy policy, DesiredState before) {
        Decision decision = decide(yaml, policy, before);
        assertThat(decision).isInstanceOf(Decision.Accepted.class);
        return ((Decision.Accepted) decision).state();
    }

    private static DesiredState accepted(String yaml) {
        return accepted(yaml, POLICY, DesiredState.EMPTY);
    }

    private static List<Admission.Refusal> refusals(String yaml) {
        Decision decision = decide(yaml);
        assertThat(decision).isInstanceOf(Decision.Denied.class);
        return ((Decision.Denied) decision).answer().reasons();
    }

    /** The text with one part of it replaced; the part must be there. */
    private static String with(String text, String part, String other) {
        assertThat(text).contains(part);
        return text.replace(part, other);
    }

    static Stream<Arguments> refusedDeployments() {
        String spec = "    spec:\n      containers:";
        String limits = "limits: {cpu: 500m, memory: 256Mi}";
        String probe = "readinessProbe: {httpGet: {path: /ready, port: http}, periodSeconds: 2}";
        String volume = "{name: files, persistentVolumeClaim: {claimName: workspace}}";
        String inContainer = "args: [serve, /workspace]";
        return Stream.of(
                arguments("image: ascent", "imge: ascent", "unknown field \"spec.template.spec.containers[0].imge\""),
                arguments("replicas: 2", "replica: 2", "unknown field \"spec.replica\""),
                arguments(
                        "replicas: 2",
                        "replicas: two",
                        "json: cannot unmarshal string into Go struct field"
                                + " DeploymentSpec.spec.replicas of type int32"),
                arguments(
                        "value: fast",
                        "value: 8080",
                        "json: cannot unmarshal number into Go struct field"
                                + " EnvVar.spec.template.spec.containers.env.value of type string"),
                arguments("value: fast", "value: yes", "cannot unmarshal bool into Go struct field EnvVar."),
                arguments(
                        "args: [serve, /workspace]",
                        "args: serve",
                        "cannot unmarshal string into Go struct field"
                                + " Container.spec.template.spec.containers.args of type []string"),
                arguments(
                        "replicas: 2", "replicas: 2\n  replicas: 3", "line 7, column 3: key \"replicas\" already set"),
                arguments("replicas: 2", "replicas: [2", "error converting YAML to JSON: yaml: line 7, column 11"),
                arguments(
                        "replicas: 2",
                        "\treplicas: 2",
                        "error parsing k8s/all.yaml: error converting YAML to JSON:" + " yaml: line 6, column 3"),
                arguments(
                        "name: tumour",
                        "name: My_Model",
                        "metadata.name: Invalid value: \"My_Model\": a lowercase"
                                + " RFC 1123 subdomain must consist of lower case alphanumeric characters"),
                arguments("metadata:\n  name: tumour\n", "", "metadata.name: Required value"),
                arguments(
                        "  name: tumour\n", "  name: " + "a".repeat(254) + "\n", "must be no more than 253 characters"),
                arguments(
                        "- name: server",
                        "- name: Server",
                        "containers[0].name: Invalid value: \"Server\": a lowercase" + " RFC 1123 label"),
                arguments("apps/v1", "apps/v1beta1", "no matches for kind \"Deployment\" in version \"apps/v1beta1\""),
                arguments("kind: Deployment", "kind: DaemonSet", "kind \"DaemonSet\" is not offered in this sandbox"),
                arguments("kind: Deployment\n", "", "Object 'Kind' is missing in"),
                arguments(
                        "  name: tumour\nspec",
                        "  name: tumour\n  namespace: prod\nspec",
                        "the namespace from the"
                                + " provided object \"prod\" does not match the namespace \"grade-1\""),
                arguments("  selector:\n    matchLabels: {app: tumour}\n", "", "spec.selector: Required value"),
                arguments("matchLabels: {app: tumour}", "matchLabels: {}", "empty selector is invalid for deployment"),
                arguments(
                        "labels: {app: tumour}\n    spec",
                        "labels: {app: other}\n    spec",
                        "spec.template.metadata.labels: Invalid value: {\"app\":\"other\"}: `selector`"
                                + " does not match template `labels`"),
                arguments(
                        "labels: {app: tumour}\n    spec",
                        "labels: {app: tumour, tier: 'a b'}\n    spec",
                        "a valid label must be an empty string or consist of alphanumeric characters"),
                arguments(
                        "replicas: 2",
                        "replicas: -1",
                        "spec.replicas: Invalid value: -1: must be greater than or" + " equal to 0"),
                arguments(
                        "replicas: 2",
                        "replicas: 2\n  revisionHistoryLimit: -1",
                        "spec.revisionHistoryLimit: Invalid value: -1: must be greater than or equal to 0"),
                arguments(
                        "replicas: 2",
                        "replicas: 2\n  minReadySeconds: 5\n  progressDeadlineSeconds: 5",
                        "spec.progressDeadlineSeconds: Invalid value: 5: must be greater than minReadySeconds"),
                arguments(
                        inContainer,
                        "lifecycle: {preStop: {sleep: {seconds: 31}}}",
                        "lifecycle.preStop.sleep: Invalid value: 31: must be non-negative and less than"
                                + " terminationGracePeriodSeconds (30)"),
                arguments(
                        inContainer,
                        "lifecycle: {preStop: {sleep: {}}}",
                        "lifecycle.preStop.sleep.seconds: Required value"),
                arguments(
                        inContainer,
                        "lifecycle: {preStop: {}}",
                        "lifecycle.preStop: Required value: must specify a handler type"),
                arguments(
                        inContainer,
                        "lifecycle: {preStop: {exec: {command: [sleep, '5']}}}",
                        "lifecycle.preStop.exec: not offered in this sandbox"),
                arguments(
                        "replicas: 2",
                        "replicas: 2\n  strategy: {rollingUpdate: {maxSurge: 0, maxUnavailable: 0}}",
                        "may not be 0 when `maxSurge` is 0"),
                arguments(
                        "replicas: 2",
                        "replicas: 2\n  strategy: {type: Recreate, rollingUpdate: {maxSurge: 1}}",
                        "may not be specified when strategy `type` is 'Recreate'"),
                arguments(
                        "replicas: 2",
                        "replicas: 2\n  strategy: {type: BlueGreen}",
                        "spec.strategy: Unsupported value: {\"Type\":\"BlueGreen\",\"RollingUpdate\":null}: supported values:"
                                + " \"Recreate\", \"RollingUpdate\""),
                arguments(
                        "ascent/reference-stack:0.1",
                        "nginx:latest",
                        "image \"nginx:latest\" is not offered in this"
                                + " sandbox; use one of: ascent/reference-stack:0.1"),
                arguments(
                        "containerPort: 8080",
                        "containerPort: 70000",
                        "ports[0].containerPort: Invalid value: 70000:" + " must be between 1 and 65535, inclusive"),
                arguments(
                        "containerPort: 8080",
                        "containerPort: 8080, protocol: tcp",
                        "protocol: Unsupported value:" + " \"tcp\""),
                arguments(
                        limits,
                        "limits: {}",
                        "failed quota: cpu-small: must specify limits.cpu for: server;" + " limits.memory for: server"),
                arguments(limits, "limits: {cpu: 500m}", "must specify limits.memory for: server"),
                arguments(
                        limits, "limits: {cpu: 500 m, memory: 256Mi}", "quantities must match the regular expression"),
                arguments(
                        "requests: {cpu: 100m",
                        "requests: {cpu: 1",
                        "resources.requests: Invalid value: \"1\": must be"
                                + " less than or equal to cpu limit of 500m"),
                arguments(
                        "replicas: 2",
                        "replicas: 5",
                        "pods \"tumour\" is forbidden: exceeded quota: cpu-small, requested: limits.cpu=500m,"
                                + "limits.memory=256Mi,pods=1, used: limits.cpu=2,limits.memory=1Gi,pods=4, limited:"
                                + " limits.cpu=2,limits.memory=1Gi,pods=4"),
                arguments(
                        limits,
                        "limits: {cpu: 500m, memory: 256Mi, ephemeral-storage: 3Gi}",
                        "pods \"tumour\" is forbidden: maximum ephemeral-storage usage per Container is 2Gi, but limit"
                                + " is 3Gi"),
                arguments(
                        "requests: {cpu: 100m",
                        "requests: {ephemeral-storage: 3Gi, cpu: 100m",
                        "resources.requests: Invalid value: \"3Gi\": must be less than or equal to ephemeral-storage"
                                + " limit of 2Gi"),
                arguments(
                        limits,
                        "limits: {cpu: 500m, memory: 256Mi, nvidia.com/gpu: 1}",
                        "pods \"tumour\" is forbidden: exceeded quota: cpu-small,"
                                + " requested: requests.nvidia.com/gpu=1, used: requests.nvidia.com/gpu=0"),
                arguments(
                        limits,
                        "limits: {cpu: 500m, memory: 256Mi, nvidia.com/gpu: 500m}",
                        "resources.limits[nvidia.com/gpu]: Invalid value: \"500m\": must be an integer"),
                arguments(
                        "requests: {cpu: 100m",
                        "requests: {nvidia.com/gpu: 1",
                        "resources.limits: Required value: Limit must be set for non overcommitable resources"),
                arguments(
                        limits,
                        "limits: {cpu: 500m, memory: 256Mi, gpu: 1}",
                        "resources.limits[gpu]: Invalid value: \"gpu\": must be a standard resource type or fully"
                                + " qualified"),
                arguments(
                        inContainer,
                        "securityContext: {seLinuxOptions: {type: spc_t, user: root}}",
                        "seLinuxOptions (container \"server\" set forbidden securityContext.seLinuxOptions: type"
                                + " \"spc_t\"; user may not be set)"),
                arguments(
                        inContainer,
                        "securityContext: {appArmorProfile: {type: Unconfined}}",
                        "forbidden AppArmor profile (container \"server\" must not set AppArmor profile type to"
                                + " \"Unconfined\")"),
                arguments(
                        inContainer,
                        "securityContext: {capabilities: {add: [CHOWN]}}",
                        "securityContext.capabilities.add: not offered in this sandbox; leave CHOWN out"),
                arguments(
                        spec,
                        "    spec:\n      securityContext: {sysctls: [{name: net.ipv4.tcp_rmem, value: '1'}]}\n"
                                + "      containers:",
                        "securityContext.sysctls: not offered in this sandbox; leave net.ipv4.tcp_rmem out"),
                arguments(
                        inContainer,
                        "securityContext: {privileged: true}",
                        "violates PodSecurity \"baseline:latest\":"
                                + " privileged (container \"server\" must not set securityContext.privileged=true)"),
                arguments(
                        spec,
                        "    spec:\n      hostNetwork: true\n      hostPID: true\n      hostIPC: true\n"
                                + "      containers:",
                        "host namespaces (hostNetwork=true, hostPID=true, hostIPC=true)"),
                arguments(volume, "{name: files, hostPath: {path: /}}", "hostPath volumes (volume \"files\")"),
                arguments(
                        volume,
                        "{name: files, nfs: {server: a, path: /}}",
                        "spec.template.spec.volumes[0].nfs: not offered in this sandbox"),
                arguments(
                        volume,
                        "{name: files, projected: {sources: []}}",
                        "spec.template.spec.volumes[0].projected: not" + " offered in this sandbox"),
                arguments("claimName: workspace", "claimName: data", "persistentvolumeclaim \"data\" not found"),
                arguments(
                        "containerPort: 8080",
                        "containerPort: 8080, hostPort: 80",
                        "hostPort (container \"server\"" + " uses hostPort 80)"),
                arguments(
                        inContainer,
                        "securityContext: {capabilities: {add: [NET_ADMIN, SYS_TIME]}}",
                        "non-default"
                                + " capabilities (container \"server\" must not include \"NET_ADMIN\", \"SYS_TIME\" in"
                                + " securityContext.capabilities.add)"),
                arguments(
                        inContainer,
                        "securityContext: {seccompProfile: {type: Unconfined}}",
                        "must not set" + " securityContext.seccompProfile.type to \"Unconfined\""),
                arguments(
                        inContainer,
                        "securityContext: {procMount: Unmasked}",
                        "securityContext.procMount: Invalid value: \"Unmasked\": `hostUsers` must be false to use `Unmasked`"),
                arguments(
                        probe,
                        "readinessProbe: {periodSeconds: 2}",
                        "readinessProbe: Required value: must specify a" + " handler type"),
                arguments(probe, "readinessProbe: {httpGet: {port: web}}", "the container has no port of this name"),
                arguments(
                        probe,
                        "readinessProbe: {httpGet: {port: 80}, tcpSocket: {port: 80}}",
                        "may not specify more" + " than 1 handler type"),
                arguments(
                        probe,
                        "readinessProbe: {exec: {command: [ls]}}",
                        "readinessProbe.exec: not offered in this" + " sandbox"),
                arguments(
                        probe,
                        "livenessProbe: {tcpSocket: {port: 80}, successThreshold: 2}",
                        "livenessProbe.successThreshold: Invalid value: 2: must be 1"),
                arguments(
                        spec,
                        "    spec:\n      restartPolicy: Never\n      containers:",
                        "restartPolicy: Unsupported" + " value: \"Never\": supported values: \"Always\""),
                arguments(
                        spec,
                        "    spec:\n      initContainers: [{name: a, image: b}]\n      containers:",
                        "spec.template.spec.initContainers: not offered in this sandbox"),
                arguments(
                        "value: fast",
                        "valueFrom: {fieldRef: {fieldPath: metadata.name}}",
                        "env[0].valueFrom.fieldRef: not" + " offered in this sandbox"),
                arguments(
                        "name: MODE",
                        "name: MO=DE",
                        "a valid environment variable name must consist only of printable"),
                arguments("name: MODE", "name: 1ST", "env[0].name: not offered in this sandbox; use letters"),
                arguments("name: MODE", "name: app.mode", "env[0].name: not offered in this sandbox; use letters"),
                arguments("mountPath: /workspace", "mountPath: workspace/..", "must be an absolute path below /"),
                arguments("mountPath: /workspace", "mountPath: /usr/share", "/usr belongs to the image"),
                arguments("mountPath: /workspace", "mountPath: /workspace, subPath: ../x", "must not contain '..'"),
                arguments(
                        "{name: files, mountPath",
                        "{name: flies, mountPath",
                        "volumeMounts[0].name: Not found:" + " \"flies\""),
                arguments(
                        "      containers:\n        - name",
                        "      containers:\n        -\n        - name",
                        "spec.template.spec.containers[0]: Required value"));
    }

    @ParameterizedTest(name = "{index} {2}")
    @MethodSource("refusedDeployments")
    void a_wrong_deployment_is_refused_in_the_servers_words(String part, String other, String message) {
        assertThat(refusals(with(DEPLOYMENT, part, other)))
                .anySatisfy(refusal -> assertThat(refusal.message()).contains(message));
    }

    static Stream<Arguments> refusedServices() {
        return Stream.of(
                arguments(
                        "name: tumour",
                        "name: First",
                        "metadata.name: Invalid value: \"First\": a lowercase RFC 1123 label"),
                arguments("ports: [{port: 80, targetPort: http}]", "ports: []", "spec.ports: Required value"),
                arguments("port: 80", "port: 0", "spec.ports[0].port: Invalid value: 0: must be between 1 and 65535"),
                arguments("selector: {", "selectors: {", "unknown field \"spec.selectors\""),
                arguments("  selector", "  type: Cluster\n  selector", "spec.type: Unsupported value: \"Cluster\""),
                arguments("  selector", "  type: NodePort\n  selector", "spec.type: not offered in this sandbox"),
                arguments("targetPort: http}", "targetPort: http}, {port: 81}", "spec.ports[0].name: Required value"));
    }

    @ParameterizedTest(name = "{index} {2}")
    @MethodSource("refusedServices")
    void a_wrong_service_is_refused_in_the_servers_words(String part, String other, String message) {
        assertThat(refusals(with(SERVICE, part, other)))
                .anySatisfy(refusal -> assertThat(refusal.message()).contains(message));
    }

    @Test
    void a_refusal_names_the_file_and_the_object() {
        assertThat(refusals(with(DEPLOYMENT, "replicas", "replica")))
                .singleElement()
                .satisfies(refusal -> {
                    assertThat(refusal.path()).isEqualTo("k8s/all.yaml");
                    assertThat(refusal.object()).isEqualTo("Deployment/tumour");
                });
    }

    @Test
    void one_wrong_object_refuses_all() {
        assertThat(refusals(DEPLOYMENT + "---\n" + with(SERVICE, "port: 80", "port: 0")))
                .hasSize(1);
    }

    @Test
    void every_mistake_is_told_at_once() {
        String yaml = with(with(DEPLOYMENT, "replicas: 2", "replica: 2"), "value: fast", "valu: fast");
        assertThat(refusals(yaml)).hasSize(2);
    }

    @Test
    void nothing_at_all_is_refused() {
        assertThat(refusals("# only a comment\n---\n"))
                .singleElement()
                .satisfies(refusal -> assertThat(refusal.message()).isEqualTo("no objects passed to apply"));
    }

    @Test
    void the_same_object_given_twice_is_refused() {
        assertThat(refusals(SERVICE + "---\n" + SERVICE))
                .singleElement()
                .satisfies(refusal -> assertThat(refusal.message()).contains("given twice"));
    }

    @Test
    void the_quota_counts_what_runs_already() {
        DesiredState before = accepted(DEPLOYMENT);
        Decision more = decide(with(DEPLOYMENT, "name: tumour", "name: second"), before);
        assertThat(more).isInstanceOf(Decision.Accepted.class);
        Decision tooMuch = decide(with(DEPLOYMENT, "name: tumour", "name: third"), ((Decision.Accepted) more).state());
        assertThat(tooMuch.answer().toString()).contains("used: limits.cpu=2,");
    }

    @Test
    void the_quota_does_not_count_a_workload_against_itself() {
        assertThat(decide(with(DEPLOYMENT, "replicas: 2", "replicas: 4"), accepted(DEPLOYMENT)))
                .isInstanceOf(Decision.Accepted.class);
    }

    @Test
    void gpus_are_counted_over_all_workloads() {
        String one = DEPLOYMENT
                .replace("replicas: 2", "replicas: 1")
                .replace("memory: 256Mi}", "memory: 256Mi, nvidia.com/gpu: 1}");
        DesiredState first = accepted(one, TWO_GPUS, DesiredState.EMPTY);
        DesiredState both = accepted(one.replace("name: tumour", "name: second"), TWO_GPUS, first);
        assertThat(decide(one.replace("name: tumour", "name: third"), TWO_GPUS, both)
                        .answer())
                .isEqualTo(new Admission.Refused(List.of(new Admission.Refusal(
                        "k8s/all.yaml",
                        "Deployment/third",
                        "pods \"third\" is forbidden: exceeded quota: gpu-small, requested: requests.nvidia.com/gpu=1,"
                                + " used: requests.nvidia.com/gpu=2, limited: requests.nvidia.com/gpu=2"))));
        assertThat(decide(one, TWO_GPUS, both)).isInstanceOf(Decision.Accepted.class);
        assertThat(decide(one.replace("gpu: 1", "gpu: 0").replace("name: tumour", "name: third"), TWO_GPUS, both))
                .isInstanceOf(Decision.Accepted.class);
    }

    @Test
    void a_gpu_that_the_class_has_none_of_is_refused_beside_those_it_has() {
        String other =
                with(DEPLOYMENT, "memory: 256Mi}", "memory: 256Mi, nvidia.com/gpu: 1, nvidia.com/gpu.shared: 1}");
        assertThat(decide(other, TWO_GPUS, DesiredState.EMPTY).answer().toString())
                .contains("requested: requests.nvidia.com/gpu.shared=1, used: requests.nvidia.com/gpu.shared=0,"
                        + " limited: requests.nvidia.com/gpu.shared=0");
    }

    @Test
    void a_selector_may_not_change() {
        String relabelled = DEPLOYMENT.replace("app: tumour", "app: other");
        assertThat(decide(relabelled, accepted(DEPLOYMENT)).answer().toString()).contains("field is immutable");
    }

    @Test
    void kubernetes_defaults_are_filled_in() {
        DeploymentWorkload workload =
                (DeploymentWorkload) accepted(DEPLOYMENT).workloads().get("tumour");
        assertThat(workload.maxSurge()).isEqualTo(1);
        assertThat(workload.maxUnavailable()).isZero();
        assertThat(workload.template().grace()).isEqualTo(Duration.ofSeconds(30));
        Probe probe = workload.template().container().readiness().orElseThrow();
        assertThat(probe)
                .isEqualTo(new Probe(
                        new Probe.HttpGet(8080, "/ready", Map.of()),
                        Duration.ZERO,
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(1),
                        3,
                        1));
        assertThat(workload.template().container().mounts()).containsExactly(new Mount.Workspace("/workspace", ""));
    }

    @Test
    void a_negative_grace_is_one_second() {
        String hasty = with(
                DEPLOYMENT,
                "    spec:\n      containers:",
                "    spec:\n      terminationGracePeriodSeconds: -1\n      containers:");
        assertThat(accepted(hasty).workloads().get("tumour").template().grace()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void a_pause_before_the_end_may_take_the_whole_grace() {
        String pausing = with(
                with(DEPLOYMENT, "args: [serve", "lifecycle: {preStop: {sleep: {seconds: 7}}}\n          args: [serve"),
                "    spec:\n      containers:",
                "    spec:\n      terminationGracePeriodSeconds: 7\n      containers:");
        PodTemplate template = accepted(pausing).workloads().get("tumour").template();
        assertThat(template.container().preStop()).isEqualTo(Duration.ofSeconds(7));
        assertThat(template.grace()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void a_class_has_so_many_services_and_no_more() {
        DesiredState state = DesiredState.EMPTY;
        for (String name : List.of("a", "b", "c", "d")) {
            state = accepted(SERVICE.replace("name: tumour", "name: " + name), POLICY, state);
        }
        assertThat(decide(SERVICE, state).answer())
                .isEqualTo(new Admission.Refused(List.of(new Admission.Refusal(
                        "k8s/all.yaml",
                        "Service/tumour",
                        "services \"tumour\" is forbidden: exceeded quota: cpu-small, requested: services=1, used:"
                                + " services=4, limited: services=4"))));
        assertThat(decide(SERVICE.replace("name: tumour", "name: d"), state)).isInstanceOf(Decision.Accepted.class);
    }

    @Test
    void all_ports_of_a_service_are_read_and_whether_it_has_an_address() {
        String two = with(
                SERVICE,
                "ports: [{port: 80, targetPort: http}]",
                "ports: [{name: a, port: 80, targetPort: http}, {name: b, port: 81}]");
        ServiceRoute route = accepted(two).services().get("tumour");
        assertThat(route.headless()).isFalse();
        assertThat(route.ports())
                .containsExactly(new ServiceRoute.Port("a", 80, "http"), new ServiceRoute.Port("b", 81, "81"));
        String headless = with(SERVICE, "spec:", "spec:\n  clusterIP: None");
        assertThat(accepted(headless).services().get("tumour").headless()).isTrue();
        assertThat(decide(with(
                                SERVICE,
                                "[{port: 80, targetPort: http}]",
                                "["
                                        + "{name: a, port: 1}, {name: b, port: 2}, {name: c, port: 3}, {name: d, port: 4},"
                                        + " {name: e, port: 5}]"))
                        .answer()
                        .toString())
                .contains("spec.ports[4]: not offered in this sandbox; give a Service at most 4 ports");
    }

    @Test
    void a_service_finds_its_pods_and_their_port_by_name() {
        DesiredState state = accepted(DEPLOYMENT + "---\n" + SERVICE);
        ServiceRoute service = state.services().get("tumour");
        PodTemplate template = state.workloads().get("tumour").template();
        assertThat(service.selects(template.labels())).isTrue();
        assertThat(service.port(template.container())).contains(8080);
    }

    @Test
    void what_a_deployment_keeps_of_its_history_is_read() {
        DeploymentWorkload bare = deployment(DEPLOYMENT);
        assertThat(bare.revisionHistoryLimit()).isEqualTo(10);
        assertThat(bare.changeCause()).isEmpty();
        DeploymentWorkload told = deployment(with(
                with(DEPLOYMENT, "replicas: 2", "replicas: 2\n  revisionHistoryLimit: 0"),
                "  name: tumour\n",
                "  name: tumour\n  annotations: {kubernetes.io/change-cause: faster}\n"));
        assertThat(told.revisionHistoryLimit()).isZero();
        assertThat(told.changeCause()).contains("faster");
        assertThat(told.template()).isEqualTo(bare.template());
    }

    @Test
    void a_deployment_is_paused_if_it_says_so() {
        assertThat(deployment(DEPLOYMENT).paused()).isFalse();
        assertThat(deployment(with(DEPLOYMENT, "replicas: 2", "replicas: 2\n  paused: false"))
                        .paused())
                .isFalse();
        DeploymentWorkload paused = deployment(with(DEPLOYMENT, "replicas: 2", "replicas: 2\n  paused: true"));
        assertThat(paused.paused()).isTrue();
        assertThat(paused.scaled(1).paused()).isTrue();
        assertThat(paused.template()).isEqualTo(deployment(DEPLOYMENT).template());
    }

    private static DeploymentWorkload deployment(String yaml) {
        return (DeploymentWorkload) accepted(yaml).workloads().get("tumour");
    }

    @Test
    void a_template_that_only_says_more_of_security_is_another_one() {
        String careful =
                with(DEPLOYMENT, "args: [serve, /workspace]", "securityContext: {allowPrivilegeEscalation: false}");
        String careless = with(DEPLOYMENT, "args: [serve, /workspace]", "");
        assertThat(deployment(careful).template())
                .isNotEqualTo(deployment(careless).template());
    }

    @Test
    void an_earlier_template_is_judged_as_if_it_were_applied() {
        DeploymentWorkload large = deployment(DEPLOYMENT);
        DesiredState small = accepted(with(DEPLOYMENT, "cpu: 500m", "cpu: 200m"));
        assertThat(Admitter.decide(large, POLICY, small)).isInstanceOfSatisfying(Decision.Accepted.class, accepted -> {
            assertThat(accepted.state().workloads().get("tumour")).isEqualTo(large);
            assertThat(accepted.answer().objects().getFirst().containers()).containsExactly(container(DEPLOYMENT));
        });
        String other = with(with(DEPLOYMENT, "name: tumour", "name: other"), "cpu: 500m", "cpu: 700m");
        DesiredState full = accepted(other, POLICY, small);
        assertThat(Admitter.decide(large, POLICY, full).answer().toString())
                .contains("pods \"tumour\" is forbidden: exceeded quota", "used: limits.cpu=1900m");
    }

    @Test
    void what_the_restricted_level_asks_is_reported_and_not_refused() {
        assertThat(container(DEPLOYMENT))
                .isEqualTo(new AdmittedContainer(
                        "server",
                        "ascent/reference-stack:0.1",
                        true,
                        false,
                        false,
                        false,
                        false,
                        false,
                        100,
                        64L << 20,
                        500,
                        256L << 20));
        String careful = with(
                with(
                        DEPLOYMENT,
                        "args: [serve, /workspace]",
                        "securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}"),
                "    spec:\n      containers:",
                "    spec:\n      securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}\n"
                        + "      containers:");
        assertThat(container(careful)).satisfies(container -> {
            assertThat(container.nonRoot()).isTrue();
            assertThat(container.privilegeEscalationForbidden()).isTrue();
            assertThat(container.capabilitiesDropped()).isTrue();
            assertThat(container.seccompConfined()).isTrue();
        });
    }

    @Test
    void a_container_that_asks_for_user_0_does_not_run_as_non_root() {
        String root =
                with(DEPLOYMENT, "args: [serve, /workspace]", "securityContext: {runAsNonRoot: true, runAsUser: 0}");
        assertThat(container(root).nonRoot()).isFalse();
    }

    private static AdmittedContainer container(String yaml) {
        Admission answer = decide(yaml).answer();
        assertThat(answer).isInstanceOf(Admission.Admitted.class);
        return ((Admission.Admitted) answer).objects().getFirst().containers().getFirst();
    }

    @Test
    void aliases_cannot_blow_a_file_up() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i < 24; i++) {
            bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
        }
        assertThat(refusals(bomb.toString()))
                .singleElement()
                .satisfies(refusal -> assertThat(refusal.message()).contains("too many"));
    }

    @Test
    void deep_nesting_is_refused() {
        assertThat(refusals("a: " + "[".repeat(5000) + "]".repeat(5000))).hasSize(1);
    }
}
