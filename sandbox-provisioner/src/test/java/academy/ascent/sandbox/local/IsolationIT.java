package academy.ascent.sandbox.local;

import static academy.ascent.sandbox.local.GivenSandboxes.SERVE;
import static academy.ascent.sandbox.local.GivenSandboxes.admitted;
import static academy.ascent.sandbox.local.GivenSandboxes.app;
import static academy.ascent.sandbox.local.GivenSandboxes.only;
import static academy.ascent.sandbox.local.GivenSandboxes.output;
import static academy.ascent.sandbox.local.GivenSandboxes.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import academy.ascent.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** What a container sees and holds; what it cannot do with it is in the {@link SafetyTable}. */
@Isolated
class IsolationIT {
    @TempDir
    Path folder;

    private GivenSandboxes given;
    private Sandbox sandbox;

    @BeforeEach
    void open() throws IOException {
        given = GivenSandboxes.on(folder);
        sandbox = given.open();
    }

    @AfterEach
    void close() {
        if (given != null) {
            given.close();
        }
    }

    @Test
    void there_is_no_network_but_its_own_and_that_of_its_services() {
        String linked = "until grep -q eth0 /proc/net/dev; do sleep 0.05; done; ";
        assertThat(output(sandbox, linked + "tail -n +3 /proc/net/dev | cut -d: -f1 | tr -d ' '"))
                .containsExactlyInAnyOrder("lo", "eth0");
    }

    @Test
    void no_other_process_is_seen() {
        assertThat(output(sandbox, "ls /proc | grep -c '^[0-9]'; sed 's/ .*//' /proc/1/stat"))
                .satisfies(
                        lines -> assertThat(Integer.parseInt(lines.getFirst())).isLessThanOrEqualTo(4))
                .endsWith("1");
    }

    @Test
    void the_machines_own_files_are_not_seen() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "secret");
        assertThat(output(
                        sandbox,
                        "ls /; cat /etc/passwd; cat " + secret + " /etc/shadow 2>/dev/null; find / -xdev -type s"))
                .contains("workspace", "proc", "tmp", "usr", "app:x:10001:10001::/tmp:/bin/sh")
                .doesNotContain("root", "home", "var", "run", "sys", "work", "secret")
                .noneMatch(line -> line.contains("root:"));
    }

    @Test
    void nothing_can_be_written_but_temporary_folders() {
        String attempts =
                "for f in / /usr /etc /workspace /dev /opt /tmp /dev/shm; do (echo x >$f/x) 2>/dev/null && echo $f; done";
        assertThat(output(sandbox, attempts)).containsExactly("/tmp", "/dev/shm");
    }

    @Test
    void only_the_containers_own_variables_and_those_of_its_services_are_set() {
        assertThat(output(sandbox, "tr '\\0' '\\n' </proc/1/environ | cut -d= -f1 | sort"))
                .containsExactlyInAnyOrder(
                        "HOME",
                        "HOSTNAME",
                        "LANG",
                        "PATH",
                        "PWD",
                        "LOOK_SERVICE_HOST",
                        "LOOK_SERVICE_PORT",
                        "LOOK_PORT",
                        "LOOK_PORT_80_TCP",
                        "LOOK_PORT_80_TCP_PROTO",
                        "LOOK_PORT_80_TCP_PORT",
                        "LOOK_PORT_80_TCP_ADDR");
    }

    @Test
    void no_descriptor_is_inherited() {
        assertThat(output(sandbox, "ls /proc/1/fd")).containsExactly("0", "1", "2");
    }

    @Test
    void no_privilege_is_held_or_can_be_gained() {
        assertThat(output(sandbox, "id -u; grep -E 'CapEff|CapPrm|CapAmb|NoNewPrivs' /proc/self/status | cut -f2"))
                .containsExactly("10001", "0000000000000000", "0000000000000000", "0000000000000000", "1");
    }

    @Test
    void no_further_namespace_can_be_made() {
        assertThat(output(sandbox, "unshare --user --map-root-user id -u 2>/dev/null || echo forbidden"))
                .containsExactly("forbidden");
    }

    @Test
    void the_kernels_rarer_doors_are_shut() {
        String attempts =
                "strace -V 2>/dev/null; mount -t tmpfs x /tmp 2>&1 | grep -o 'denied\\|superuser\\|permitted';"
                        + " socat -u OPEN:/dev/null VSOCK-CONNECT:2:1 2>&1 | grep -o 'Address family not supported'";
        assertThat(output(sandbox, attempts))
                .contains("Address family not supported")
                .doesNotContain("reached");
    }

    @Test
    void root_gives_every_sandbox_a_user_of_its_own() throws IOException {
        assumeThat(Users.current()).as("only root can give user ids").isZero();
        output(sandbox, "true");
        Sandbox other = given.open();
        output(other, "true");
        List<Integer> users = ProcessHandle.current()
                .children()
                .map(process -> Users.owner(Path.of("/proc/" + process.pid())))
                .distinct()
                .filter(user -> user != 0)
                .toList();
        assertThat(users).hasSize(2).allMatch(user -> user > Users.FIRST_SANDBOX_USER);
    }

    @Test
    void a_link_in_the_workspace_is_not_mounted() throws IOException {
        Files.createSymbolicLink(given.workspace().resolve("escape"), Path.of("/"));
        Sandbox linked = given.open();
        admitted(linked.apply(List.of(app("look", 1, "sleep 1000", "").getFirst()).stream()
                .map(file -> new academy.ascent.sandbox.ManifestFile(
                        file.path(),
                        file.yaml().replace("mountPath: /workspace", "mountPath: /workspace, subPath: escape")))
                .toList()));
        until(() -> only(linked).lastExit().isPresent());
        assertThat(only(linked).lastExit().orElseThrow())
                .contains("failed to prepare subPath", "the workspace has no \"escape\"");
    }

    @Test
    void a_server_that_binds_loopback_only_is_not_reachable() throws Exception {
        String probe =
                "env: [{name: BIND, value: 127.0.0.1}]\nreadinessProbe: {httpGet: {port: 8080}, periodSeconds: 1}";
        admitted(sandbox.apply(app("web", 1, SERVE, probe)));
        Thread.sleep(3500);
        assertThat(sandbox.readyEndpoints("web")).isEmpty();
        assertThat(only(sandbox).state()).isEqualTo(academy.ascent.sandbox.Replica.State.RUNNING);
    }
}
