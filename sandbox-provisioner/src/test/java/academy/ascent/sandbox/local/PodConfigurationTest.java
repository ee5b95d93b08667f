package academy.ascent.sandbox.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import academy.ascent.sandbox.ManifestFile;
import academy.ascent.sandbox.SandboxClass;
import academy.ascent.sandbox.SandboxName;
import academy.ascent.sandbox.admission.Admitter;
import academy.ascent.sandbox.admission.Decision;
import academy.ascent.sandbox.admission.DesiredState;
import academy.ascent.sandbox.admission.Policy;
import academy.ascent.sandbox.local.PodConfiguration.Answer;
import academy.ascent.sandbox.local.PodConfiguration.ConfiguredFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PodConfigurationTest {
    private static final SandboxName NAME = new SandboxName("grade-1");
    private static final String MAP = """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: app}
            data: {mode: fast, other.key: x}
            binaryData: {logo: AAEC}
            """;
    private static final String SECRET = """
            apiVersion: v1
            kind: Secret
            metadata: {name: app}
            stringData: {token: hush}
            """;

    /** One of two named ports, one of a port without a name, and one without an address. */
    static final String SERVICES = """
            apiVersion: v1
            kind: Service
            metadata: {name: model-v2}
            spec: {ports: [{name: http, port: 80}, {name: grpc-web, port: 9090}]}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: web}
            spec: {ports: [{port: 8080}]}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: db}
            spec: {clusterIP: None, ports: [{port: 5432}]}
            """;

    /** What a pod of this environment and these volumes gets, after these objects were applied. */
    private static Answer given(String variables, String volumes, String... objects) {
        String deployment = """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web}
                spec:
                  selector: {matchLabels: {app: web}}
                  template:
                    metadata: {labels: {app: web}}
                    spec:
                      containers:
                        - {name: main, image: 'image:1', %s, resources: {limits: {cpu: 1, memory: 64Mi}}}
                      volumes: [%s]
                """.formatted(variables, volumes);
        Policy policy =
                new Policy(NAME, new SandboxClass("small", 2000, 1L << 30, 4, 9), new TreeSet<>(List.of("image:1")));
        Decision decision = Admitter.decide(
                List.of(new ManifestFile("a.yaml", deployment + "---\n" + String.join("---\n", objects))),
                policy,
                DesiredState.EMPTY);
        assertThat(decision).isInstanceOf(Decision.Accepted.class);
        DesiredState state = ((Decision.Accepted) decision).state();
        return PodConfiguration.of(
                state.workloads().get("web").template(), state, NAME, service -> "10.0.0." + service.length());
    }

    private static Answer.Ready ready(String variables, String volumes, String... objects) {
        Answer answer = given(variables, volumes, objects);
        assertThat(answer).isInstanceOf(Answer.Ready.class);
        return (Answer.Ready) answer;
    }

    private static String missing(String variables, String volumes, String... objects) {
        Answer answer = given(variables, volumes, objects);
        assertThat(answer).isInstanceOf(Answer.Missing.class);
        return ((Answer.Missing) answer).reason();
    }

    private static String env(String source) {
        return "env: [{name: A, valueFrom: {" + source + "}}]";
    }

    @Test
    void a_later_variable_takes_the_place_of_an_earlier_one_and_may_be_made_of_it() {
        String variables = "envFrom: [{configMapRef: {name: app}}, {prefix: S_, secretRef: {name: app}}],"
                + " env: [{name: mode, value: very-$(mode)}, {name: LATE, value: $(TOKEN)},"
                + " {name: TOKEN, valueFrom: {secretKeyRef: {name: app, key: token}}}]";
        Answer.Ready ready = ready(variables, "", MAP, SECRET);
        assertThat(ready.environment())
                .containsEntry("mode", "very-fast")
                .containsEntry("LATE", "$(TOKEN)")
                .containsEntry("TOKEN", "hush")
                .containsEntry("S_token", "hush")
                .hasSize(4);
        assertThat(ready.warnings())
                .containsExactly("Keys [other.key] from the EnvFrom configMap grade-1/app were skipped since they are"
                        + " considered invalid environment variable names.");
        assertThat(ready.toString()).doesNotContain("hush");
    }

    @Test
    void services_are_told_of_and_what_is_declared_takes_their_place() {
        String variables = "env: [{name: WEB_PORT, value: '1'}, {name: ASKED, value: $(WEB_SERVICE_HOST):$(WEB_PORT)}]";
        assertThat(ready(variables, "", SERVICES).environment())
                .containsOnly(
                        entry("WEB_PORT", "1"),
                        entry("ASKED", "10.0.0.3:1"),
                        entry("WEB_SERVICE_HOST", "10.0.0.3"),
                        entry("WEB_SERVICE_PORT", "8080"),
                        entry("WEB_PORT_8080_TCP", "tcp://10.0.0.3:8080"),
                        entry("WEB_PORT_8080_TCP_PROTO", "tcp"),
                        entry("WEB_PORT_8080_TCP_PORT", "8080"),
                        entry("WEB_PORT_8080_TCP_ADDR", "10.0.0.3"),
                        entry("MODEL_V2_SERVICE_HOST", "10.0.0.8"),
                        entry("MODEL_V2_SERVICE_PORT", "80"),
                        entry("MODEL_V2_SERVICE_PORT_HTTP", "80"),
                        entry("MODEL_V2_SERVICE_PORT_GRPC_WEB", "9090"),
                        entry("MODEL_V2_PORT", "tcp://10.0.0.8:80"),
                        entry("MODEL_V2_PORT_80_TCP", "tcp://10.0.0.8:80"),
                        entry("MODEL_V2_PORT_80_TCP_PROTO", "tcp"),
                        entry("MODEL_V2_PORT_80_TCP_PORT", "80"),
                        entry("MODEL_V2_PORT_80_TCP_ADDR", "10.0.0.8"),
                        entry("MODEL_V2_PORT_9090_TCP", "tcp://10.0.0.8:9090"),
                        entry("MODEL_V2_PORT_9090_TCP_PROTO", "tcp"),
                        entry("MODEL_V2_PORT_9090_TCP_PORT", "9090"),
                        entry("MODEL_V2_PORT_9090_TCP_ADDR", "10.0.0.8"));
    }

    @Test
    void what_is_missing_for_a_variable_is_told() {
        assertThat(missing(env("configMapKeyRef: {name: app, key: mode}"), ""))
                .isEqualTo("CreateContainerConfigError: configmap \"app\" not found");
        assertThat(missing("envFrom: [{secretRef: {name: app}}]", ""))
                .isEqualTo("CreateContainerConfigError: secret \"app\" not found");
        assertThat(missing(env("secretKeyRef: {name: app, key: user}"), "", SECRET))
                .isEqualTo("CreateContainerConfigError: couldn't find key user in Secret grade-1/app");
    }

    @Test
    void bytes_are_no_variable() {
        assertThat(missing(env("configMapKeyRef: {name: app, key: logo}"), "", MAP))
                .isEqualTo("CreateContainerConfigError: couldn't find key logo in ConfigMap grade-1/app");
    }

    @Test
    void what_is_optional_may_be_missing() {
        String variables = "envFrom: [{secretRef: {name: a, optional: true}}], env: [{name: A, valueFrom:"
                + " {secretKeyRef: {name: app, key: user, optional: true}}}, {name: B, valueFrom:"
                + " {configMapKeyRef: {name: a, key: b, optional: true}}}]";
        String volumes = "{name: a, secret: {secretName: a, optional: true}},"
                + "{name: b, configMap: {name: app, optional: true, items: [{key: none, path: a}, {key: mode, path: b}]}}";
        Answer.Ready ready = ready(variables, volumes, MAP, SECRET);
        assertThat(ready.environment()).isEmpty();
        assertThat(ready.volumes().get("a")).isEmpty();
        assertThat(ready.volumes().get("b")).containsOnlyKeys("b");
    }

    @Test
    void what_is_missing_for_a_volume_is_told() {
        assertThat(missing("args: []", "{name: v, configMap: {name: app}}"))
                .isEqualTo(
                        "ContainerCreating: MountVolume.SetUp failed for volume \"v\" : configmap \"app\" not found");
        assertThat(missing("args: []", "{name: v, secret: {secretName: app, items: [{key: a, path: b}]}}", SECRET))
                .endsWith(" : references non-existent secret key: a");
        assertThat(missing("args: []", "{name: v, configMap: {name: app, items: [{key: a, path: b}]}}", MAP))
                .endsWith(" : configmap references non-existent config key: a");
    }

    @Test
    void a_volume_has_all_values_or_the_items_that_are_asked_for() {
        String volumes = "{name: all, configMap: {name: app, defaultMode: 0444}},"
                + "{name: some, configMap: {name: app, items: [{key: mode, path: deep/file, mode: 0400}]}}";
        Answer.Ready ready = ready("args: []", volumes, MAP);
        assertThat(ready.volumes().get("all"))
                .containsOnlyKeys("mode", "other.key", "logo")
                .containsEntry("logo", new ConfiguredFile(ByteBuffer.wrap(new byte[] {0, 1, 2}), 0444));
        assertThat(ready.volumes().get("some"))
                .containsOnlyKeys("deep/file")
                .containsEntry(
                        "deep/file",
                        new ConfiguredFile(ByteBuffer.wrap("fast".getBytes(StandardCharsets.UTF_8)), 0400));
    }

    @Test
    void a_value_that_no_variable_can_hold_keeps_the_container_from_starting() {
        String zero = MAP.replace("mode: fast", "mode: \"a\\0--bind\"");
        assertThat(missing(env("configMapKeyRef: {name: app, key: mode}"), "", zero))
                .isEqualTo("CreateContainerError: the value of the variable A has a zero byte");
        String binary = SECRET.replace("stringData: {token: hush}", "data: {token: /w==}");
        assertThat(missing(env("secretKeyRef: {name: app, key: token}"), "", binary))
                .isEqualTo("CreateContainerError: the value of the variable A is not UTF-8");
    }
}
