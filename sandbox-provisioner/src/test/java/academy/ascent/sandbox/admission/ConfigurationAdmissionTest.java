package academy.ascent.sandbox.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import academy.ascent.sandbox.Admission;
import academy.ascent.sandbox.ManifestFile;
import academy.ascent.sandbox.SandboxClass;
import academy.ascent.sandbox.SandboxName;
import academy.ascent.sandbox.admission.Configuration.Kind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigurationAdmissionTest {
    private static final Policy POLICY = new Policy(
            new SandboxName("grade-1"),
            new SandboxClass("cpu-small", 2000, 1L << 30, 4, 200),
            new TreeSet<>(List.of("image:1")));
    private static final String CONFIG_MAP = """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: app}
            data: {mode: fast, greeting: "été"}
            binaryData: {logo: AAEC}
            """;
    private static final String SECRET = """
            apiVersion: v1
            kind: Secret
            metadata: {name: app}
            data: {token: c2Vj, user: bm9ib2R5}
            stringData: {user: ada}
            """;
    private static final String DEPLOYMENT = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web}
            spec:
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec:
                  containers:
                    - name: main
                      image: image:1
                      env: [{name: MODE, valueFrom: {configMapKeyRef: {name: app, key: mode, optional: true}}}]
                      envFrom: [{prefix: APP_, secretRef: {name: app}}]
                      resources: {limits: {cpu: 1, memory: 64Mi}}
                      volumeMounts: [{name: conf, mountPath: /conf/, subPath: mode}]
                  volumes: [{name: conf, configMap: {name: app, defaultMode: 0440, items: [{key: mode, path: mode}]}}]
            """;

    private static Decision decide(String yaml, DesiredState before) {
        return Admitter.decide(List.of(new ManifestFile("k8s/all.yaml", yaml)), POLICY, before);
    }

    private static DesiredState accepted(String yaml, DesiredState before) {
        Decision decision = decide(yaml, before);
        assertThat(decision.answer()).isInstanceOf(Admission.Admitted.class);
        return ((Decision.Accepted) decision).state();
    }

    private static List<String> refusals(String yaml, DesiredState before) {
        Decision decision = decide(yaml, before);
        assertThat(decision).isInstanceOf(Decision.Denied.class);
        return ((Decision.Denied) decision)
                .answer().reasons().stream().map(Admission.Refusal::message).toList();
    }

    private static String with(String text, String part, String other) {
        assertThat(text).contains(part);
        return text.replace(part, other);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Test
    void text_of_a_config_map_serves_variables_and_files_and_bytes_serve_files_only() {
        Configuration map = accepted(CONFIG_MAP, DesiredState.EMPTY)
                .configuration(Kind.CONFIG_MAP, "app")
                .orElseThrow();
        assertThat(map.variable("greeting").map(ConfigurationAdmissionTest::text))
                .contains("été");
        assertThat(map.variable("logo")).isEmpty();
        assertThat(map.files()).containsOnlyKeys("mode", "greeting", "logo");
        assertThat(map.files().get("logo")).containsExactly(0, 1, 2);
    }

    @Test
    void text_of_a_secret_takes_the_place_of_its_data() {
        Configuration secret = accepted(SECRET, DesiredState.EMPTY)
                .configuration(Kind.SECRET, "app")
                .orElseThrow();
        assertThat(secret.variable("user").map(ConfigurationAdmissionTest::text))
                .contains("ada");
        assertThat(secret.variable("token").map(ConfigurationAdmissionTest::text))
                .contains("sec");
        assertThat(secret.type()).isEqualTo("Opaque");
    }

    @Test
    void what_is_printed_of_a_secret_shows_no_value() {
        assertThat(accepted(SECRET, DesiredState.EMPTY).toString())
                .contains("token")
                .doesNotContain("sec]", "c2Vj", "ada");
    }

    @Test
    void a_config_map_and_a_secret_may_have_one_name() {
        DesiredState both = accepted(SECRET, accepted(CONFIG_MAP, DesiredState.EMPTY));
        assertThat(both.configuration(Kind.CONFIG_MAP, "app")).isPresent();
        assertThat(both.configuration(Kind.SECRET, "app")).isPresent();
    }

    @Test
    void a_pod_is_admitted_before_what_it_uses() {
        PodTemplate template =
                accepted(DEPLOYMENT, DesiredState.EMPTY).workloads().get("web").template();
        assertThat(template.container().environment())
                .containsExactly(
                        new Variable.OfAll(new ConfigurationRef(Kind.SECRET, "app", false), "APP_"),
                        new Variable.OfKey("MODE", new ConfigurationRef(Kind.CONFIG_MAP, "app", true), "mode"));
        assertThat(template.container().mounts()).containsExactly(new Mount.Configured("/conf", "mode", "conf"));
        assertThat(template.volumes())
                .containsExactly(new ConfiguredVolume(
                        "conf",
                        new ConfigurationRef(Kind.CONFIG_MAP, "app", false),
                        List.of(new ConfiguredVolume.Item("mode", "mode", 0440)),
                        0440));
    }

    static Stream<Arguments> refused() {
        String immutable = "Forbidden: field is immutable when `immutable` is set";
        return Stream.of(
                arguments(
                        CONFIG_MAP,
                        "mode: fast",
                        "'a b': fast",
                        "data[a b]: Invalid value: \"a b\": a valid config"
                                + " key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or"
                                + " 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')"),
                arguments(CONFIG_MAP, "mode: fast", "..: fast", "data[..]: Invalid value: \"..\": must not be '..'"),
                arguments(
                        CONFIG_MAP,
                        "mode: fast",
                        "logo: fast",
                        "data[logo]: Invalid value: \"logo\": duplicate of key present in binaryData"),
                arguments(
                        CONFIG_MAP,
                        "mode: fast",
                        "mode: 8",
                        "json: cannot unmarshal number into Go struct field ConfigMap.data of type string"),
                arguments(CONFIG_MAP, "AAEC", "AA EC", "illegal base64 data at input byte 2"),
                arguments(
                        SECRET,
                        "token: c2Vj",
                        "token: 8",
                        "json: cannot unmarshal number into Go struct field Secret.data of type []uint8"),
                arguments(
                        SECRET,
                        "data: {token",
                        "type: kubernetes.io/tls\ndata: {token",
                        "data[tls.key]: Required value"),
                arguments(
                        SECRET,
                        "data: {token",
                        "type: kubernetes.io/dockercfg\ndata: {token",
                        "type: not offered in this sandbox; use Opaque"),
                arguments(
                        SECRET,
                        "user: ada",
                        "user: " + "a".repeat(1 << 20),
                        "data: Too long: may not be more than 1048576 bytes"),
                arguments(CONFIG_MAP, "fast", "a".repeat(1 << 20), "[]: Too long: may not be more than 1048576 bytes"),
                arguments(
                        DEPLOYMENT,
                        "valueFrom: {configMapKeyRef: {name: app, key: mode, optional: true}}",
                        "valueFrom: {}",
                        "env[0].valueFrom: Invalid value: \"\": must specify one of: `fieldRef`,"
                                + " `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`"),
                arguments(
                        DEPLOYMENT,
                        "valueFrom",
                        "value: slow, valueFrom",
                        "env[0].valueFrom: Invalid value: \"\": may not be specified when `value` is not empty"),
                arguments(
                        DEPLOYMENT,
                        "secretRef: {name: app}",
                        "fieldRef: {name: app}",
                        "unknown field \"spec.template.spec.containers[0].envFrom[0].fieldRef\""),
                arguments(
                        DEPLOYMENT,
                        "prefix: APP_",
                        "prefix: 1-",
                        "envFrom[0].prefix: not offered in this sandbox; use letters"),
                arguments(
                        DEPLOYMENT,
                        "defaultMode: 0440",
                        "defaultMode: 512",
                        "configMap.defaultMode: Invalid value: 512: must be a number between 0 and 0777 (octal), both"
                                + " inclusive"),
                arguments(
                        DEPLOYMENT,
                        "path: mode",
                        "path: a/../../mode",
                        "items[0].path: Invalid value: \"a/../../mode\": must not contain '..'"),
                arguments(
                        DEPLOYMENT,
                        "configMap: {name: app",
                        "secret: {secretName: b}, configMap: {name: app",
                        "volumes[0].configMap: Forbidden: may not specify more than 1 volume type"),
                arguments(CONFIG_MAP + "immutable: true\n", "fast", "slow", "data: " + immutable),
                arguments(CONFIG_MAP + "immutable: true\n", "immutable: true", "", "immutable: " + immutable),
                arguments(SECRET + "immutable: true\n", "user: ada", "user: eve", "data: " + immutable),
                arguments(
                        SECRET,
                        "data: {token",
                        "type: academy/other\ndata: {token",
                        "type: Invalid value: \"academy/other\": field is immutable"));
    }

    /** Each text is admitted first, and then refused with one part of it changed. */
    @ParameterizedTest(name = "{index}")
    @MethodSource("refused")
    void a_wrong_object_is_refused_in_the_servers_words(String yaml, String part, String other, String message) {
        assertThat(refusals(with(yaml, part, other), accepted(yaml, DesiredState.EMPTY)))
                .anySatisfy(refusal -> assertThat(refusal).contains(message));
    }

    @Test
    void an_immutable_object_may_be_applied_again_as_it_is() {
        String immutable = SECRET + "immutable: true\n";
        accepted(immutable, accepted(immutable, DesiredState.EMPTY));
    }

    @Test
    void a_mebibyte_fits() {
        String full = with(CONFIG_MAP, "{mode: fast, greeting: \"été\"}", "{a: " + "a".repeat((1 << 20) - 3) + "}");
        accepted(full, DesiredState.EMPTY);
    }
}
