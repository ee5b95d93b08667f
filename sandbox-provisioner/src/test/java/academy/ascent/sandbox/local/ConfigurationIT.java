package academy.ascent.sandbox.local;

import static academy.ascent.sandbox.local.GivenSandboxes.admitted;
import static academy.ascent.sandbox.local.GivenSandboxes.only;
import static academy.ascent.sandbox.local.GivenSandboxes.until;
import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.sandbox.ManifestFile;
import academy.ascent.sandbox.Replica;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class ConfigurationIT extends BriskSandbox {
    private static final String HUSH = "hush-4711";

    ConfigurationIT() {
        super(Duration.ofMillis(400));
    }

    private static ManifestFile pod(String script, String container, String volumes) {
        return new ManifestFile("k8s/deployment.yaml", """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: app}
                spec:
                  selector: {matchLabels: {app: app}}
                  template:
                    metadata: {labels: {app: app}}
                    spec:
                      terminationGracePeriodSeconds: 1
                      containers:
                        - name: main
                          image: test/shell:1
                          args: ['%s; echo the end; sleep 1000']
                          resources: {limits: {cpu: 500m, memory: 64Mi}}
                          %s
                      volumes: [%s]
                """.formatted(script, container, volumes));
    }

    private static ManifestFile configMap(String data) {
        return new ManifestFile("k8s/map.yaml", """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: settings}
                data: %s
                """.formatted(data));
    }

    private static ManifestFile secret() {
        return new ManifestFile("k8s/secret.yaml", """
                apiVersion: v1
                kind: Secret
                metadata: {name: keys}
                stringData: {token: %s}
                """.formatted(HUSH));
    }

    private List<String> said() {
        until(() -> !sandbox.replicas().isEmpty()
                && sandbox.logs(only(sandbox).name(), 100).contains("the end"));
        List<String> lines = sandbox.logs(only(sandbox).name(), 100);
        return lines.subList(0, lines.indexOf("the end"));
    }

    private String waitsFor() {
        until(() -> !sandbox.replicas().isEmpty() && only(sandbox).lastExit().isPresent());
        assertThat(only(sandbox).state()).isEqualTo(Replica.State.STARTING);
        return only(sandbox).lastExit().orElseThrow();
    }

    @Test
    void a_container_gets_its_variables() {
        String container = "envFrom: [{prefix: APP_, configMapRef: {name: settings}}]\n"
                + "          env: [{name: TOKEN, valueFrom: {secretKeyRef: {name: keys, key: token}}}]";
        admitted(sandbox.apply(List.of(
                configMap("{mode: \"two\\nlines of $(TOKEN) été\"}"),
                secret(),
                pod("echo \"$APP_mode\" $TOKEN", container, ""))));
        assertThat(said()).containsExactly("two", "lines of $(TOKEN) été " + HUSH);
    }

    @Test
    void a_pod_waits_for_what_it_names_and_comes_up_when_it_is_applied() {
        String container = "envFrom: [{configMapRef: {name: settings}}, {secretRef: {name: keys}}]";
        admitted(sandbox.apply(List.of(pod("echo $mode", container, ""))));
        assertThat(waitsFor()).isEqualTo("CreateContainerConfigError: configmap \"settings\" not found");
        admitted(sandbox.apply(List.of(configMap("{mode: fast}"))));
        until(() -> waitsFor().equals("CreateContainerConfigError: secret \"keys\" not found"));
        assertThat(only(sandbox).ready()).isFalse();
        admitted(sandbox.apply(List.of(secret())));
        assertThat(said()).containsExactly("fast");
        until(() -> only(sandbox).ready());
        assertThat(only(sandbox).restarts()).isZero();
        assertThat(only(sandbox).lastExit()).isEmpty();
    }

    @Test
    void a_volume_has_the_files_and_modes_that_are_asked_for_and_cannot_be_written() {
        String container = "volumeMounts: [{name: a, mountPath: /a}, {name: b, mountPath: /b, readOnly: false},"
                + " {name: a, mountPath: /one, subPath: mode}]";
        String volumes = "{name: a, configMap: {name: settings}},"
                + " {name: b, secret: {secretName: keys, defaultMode: 0400, items: [{key: token, path: in/here}]}}";
        String script = "cat /a/mode /one /b/in/here; echo; stat -L -c %a /a/mode /b/in/here; ls /b;"
                + " (echo x >/a/new) 2>/dev/null || echo no; (rm /b/in/here) 2>/dev/null || echo no";
        admitted(sandbox.apply(List.of(
                configMap("{mode: \"fast\\n\"}"), secret(), pod(script.replace("'", "''"), container, volumes))));
        assertThat(said()).containsExactly("fast", "fast", HUSH, "644", "400", "in", "no", "no");
    }

    @Test
    void a_running_container_sees_a_changed_file_at_once_and_never_half_of_it() {
        String container = "volumeMounts: [{name: a, mountPath: /a}]";
        String script =
                "until [ -e /a/second ]; do cat /a/first >/tmp/seen; sleep 0.1; done; cat /tmp/seen /a/second; ls /a";
        admitted(sandbox.apply(List.of(
                configMap("{first: \"1\\n\"}"), pod(script, container, "{name: a, configMap: {name: settings}}"))));
        until(() -> only(sandbox).ready());
        admitted(sandbox.apply(List.of(configMap("{second: \"2\\n\"}"))));
        assertThat(said()).endsWith("2", "second");
        assertThat(only(sandbox).restarts()).isZero();
    }

    @Test
    void a_secret_stands_on_no_command_line_and_in_no_file_but_the_sandboxs_own() throws IOException {
        String container = "env: [{name: TOKEN, valueFrom: {secretKeyRef: {name: keys, key: token}}}]\n"
                + "          volumeMounts: [{name: k, mountPath: /k}]";
        admitted(sandbox.apply(List.of(
                secret(),
                pod(
                        "cut -c 1-4 /k/token; env | grep -c TOKEN=" + HUSH.substring(0, 4),
                        container,
                        "{name: k, secret: {secretName: keys}}"))));
        assertThat(said()).containsExactly(HUSH.substring(0, 4), "1");
        assertThat(ProcessHandle.current().descendants().toList())
                .isNotEmpty()
                .noneMatch(process -> commandLine(process).contains(HUSH));
        assertThat(holders()).singleElement().satisfies(file -> {
            assertThat(file.toString()).contains("/volumes/k/");
            Path replica = file;
            while (!replica.getFileName().toString().equals("volumes")) {
                replica = replica.getParent();
            }
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(replica.getParent())))
                    .isEqualTo("rwx------");
        });
    }

    private static String commandLine(ProcessHandle process) {
        try {
            return Files.readString(
                    Path.of("/proc", String.valueOf(process.pid()), "cmdline"), StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }

    /** The plain files of the sandbox and of what is written down of it that hold the secret. */
    private List<Path> holders() throws IOException {
        List<Path> holders = new ArrayList<>(holders(folder));
        try (Stream<Path> records = Files.walk(folder.resolve("base/owners"), 2)) {
            for (Path record : records.filter(Files::isRegularFile).toList()) {
                for (String line : Files.readAllLines(record)) {
                    if (line.startsWith("files ")) {
                        holders.addAll(holders(Path.of(line.substring("files ".length()))));
                    }
                }
            }
        }
        return holders.stream().distinct().toList();
    }

    private static List<Path> holders(Path tree) throws IOException {
        try (Stream<Path> all = Files.walk(tree)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !Files.isSymbolicLink(file))
                    .filter(ConfigurationIT::holdsTheSecret)
                    .toList();
        }
    }

    private static boolean holdsTheSecret(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).contains(HUSH);
        } catch (IOException gone) {
            return false;
        }
    }
}
