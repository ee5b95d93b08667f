package academy.ascent.sandbox.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import academy.ascent.sandbox.Admission.Admitted;
import academy.ascent.sandbox.ManifestFile;
import academy.ascent.sandbox.Replica;
import academy.ascent.sandbox.Sandbox;
import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.SandboxException.Code;
import academy.ascent.sandbox.SandboxName;
import academy.ascent.sandbox.SandboxRequest;
import academy.ascent.sandbox.Terminal;
import academy.ascent.sandbox.TerminalSize;
import academy.ascent.sandbox.TypedTerminal;
import academy.ascent.sandbox.trace.GivenApp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Terminals in replicas on a node with real pods, with the rights that are documented for a grader. */
@RealClusterTest
class MeasuredTerminalE2E {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String RUNNING = "exec sleep 100000";

    @TempDir
    Path folder;

    private final SandboxName name =
            new SandboxName("test-" + UUID.randomUUID().toString().substring(0, 8));
    private TestCluster cluster;
    private DocumentedAccount account;
    private MeasuredSandboxes sandboxes;
    private Sandbox sandbox;

    @BeforeEach
    void givenASandbox(TestCluster cluster) throws IOException {
        this.cluster = cluster;
        account = DocumentedAccount.make(
                cluster.client(), Path.of("../docs/grader-on-a-cluster.yaml"), "grader", "grader-" + name);
        sandboxes = new MeasuredSandboxes(
                account.client(),
                GivenSandbox.SETTINGS,
                new TreeSet<>(List.of(NodeImages.SHELL, NodeImages.BASH)),
                PATIENCE,
                InstantSource.system());
        sandbox = sandboxes.open(
                new SandboxRequest(name, GivenClusterSandboxes.small("cpu-small"), GivenApp.workspace(folder)));
    }

    @AfterEach
    void close() {
        sandboxes.close();
        account.close();
    }

    private String replica(String script, String image, Replica.State state) {
        List<ManifestFile> app = GivenApp.app("app", 1, script, "").stream()
                .map(file -> new ManifestFile(file.path(), file.yaml().replace(NodeImages.SHELL, image)))
                .toList();
        assertThat(sandbox.apply(app)).isInstanceOf(Admitted.class);
        await().atMost(PATIENCE).until(() -> sandbox.replicas().stream().anyMatch(replica -> replica.state() == state));
        return sandbox.replicas().getFirst().name();
    }

    private String running() {
        return replica(RUNNING, NodeImages.SHELL, Replica.State.RUNNING);
    }

    private TypedTerminal terminal(String replica) {
        return new TypedTerminal(sandbox.terminal(replica, new TerminalSize(100, 30)));
    }

    @Test
    void a_shell_is_typed_at_resized_interrupted_and_left() {
        TypedTerminal terminal = terminal(running());
        terminal.awaitAnswer("stty size", "\n30 100");
        terminal.type("echo $((6*7)) $TERM\n");
        terminal.awaitShown("42 xterm-256color");
        terminal.resize(new TerminalSize(132, 43));
        terminal.awaitAnswer("stty size", "\n43 132");
        terminal.type("echo began $((1+1)); sleep 100\n");
        terminal.awaitShown("began 2");
        terminal.type("\003");
        terminal.type("echo after $((1+2))\n");
        terminal.awaitShown("after 3");
        terminal.type("exit 3\n");
        terminal.awaitEnd(PATIENCE);
        terminal.type("echo nobody hears that\n");
        terminal.resize(TerminalSize.USUAL);
        terminal.close();
        terminal.close();
    }

    @Test
    void the_better_shell_of_an_image_is_taken() {
        try (TypedTerminal terminal = terminal(replica(RUNNING, NodeImages.BASH, Replica.State.RUNNING))) {
            terminal.type("echo it is bash ${BASH_VERSINFO[0]:-no}.\n");
            terminal.awaitShown("it is bash 5.");
        }
    }

    @Test
    void closing_one_ends_what_runs_in_it_and_nothing_else() {
        String replica = running();
        int before = processes(replica).size();
        TypedTerminal other = terminal(replica);
        TypedTerminal terminal = terminal(replica);
        terminal.type("trap '' HUP; sleep 1111 & sleep 2222\n");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(processes(replica)).contains("sleep 1111", "sleep 2222"));

        terminal.close();
        terminal.awaitEnd(PATIENCE);
        assertThat(processes(replica)).hasSize(before + 1).doesNotContain("sleep 1111", "sleep 2222");
        other.type("echo here $((2+2))\n");
        other.awaitShown("here 4");
        other.close();
        other.close();
        assertThat(processes(replica)).hasSize(before).contains("sleep 100000");
    }

    /** The command lines of a replica's processes, that which looks among them. */
    private List<String> processes(String replica) {
        String all = new PodProgram(
                        "see processes",
                        List.of("sh", "-c", "for p in /proc/[0-9]*; do cat $p/cmdline 2>/dev/null && echo; done"),
                        PATIENCE)
                .in(cluster.client()
                        .pods()
                        .inNamespace(ClusterSandbox.namespace(name))
                        .withName(replica))
                .output();
        return Stream.of(all.split("\n"))
                .map(line -> line.replace('\0', ' ').strip())
                .filter(line -> !line.isBlank() && !line.startsWith("cat "))
                .toList();
    }

    @Test
    void it_ends_with_its_container() {
        String replica = running();
        TypedTerminal terminal = terminal(replica);
        terminal.type("echo ready $((3+3))\n");
        terminal.awaitShown("ready 6");
        sandbox.kill(replica);
        terminal.awaitEnd(PATIENCE);
        terminal.close();
    }

    @Test
    void where_no_container_runs_there_is_none() {
        String broken = replica("exit 3", NodeImages.SHELL, Replica.State.BACKING_OFF);
        assertRefused(broken, Code.NOT_FOUND, "The replica " + broken + " has no running container");
        assertThatThrownBy(() -> sandbox.kill(broken))
                .hasMessage("The replica " + broken + " has no running container");
        assertRefused("app-none", Code.NOT_FOUND, "pods \"app-none\" not found; there are: [" + broken + "]");
        assertRefused(
                MeasuredWorkspace.POD,
                Code.NOT_FOUND,
                "pods \"" + MeasuredWorkspace.POD + "\" not found; there are: [" + broken + "]");
    }

    private void assertRefused(String replica, Code code, String words) {
        assertThatThrownBy(() -> sandbox.terminal(replica, TerminalSize.USUAL))
                .isInstanceOfSatisfying(SandboxException.class, refused -> {
                    assertThat(refused.code()).isEqualTo(code);
                    assertThat(refused).hasMessage(words);
                });
    }

    @Test
    void a_replica_has_four_at_most() {
        String replica = running();
        List<TypedTerminal> open = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            open.add(terminal(replica));
        }
        assertRefused(
                replica, Code.UNAVAILABLE, "The replica " + replica + " has 4 terminals already; close one of them");
        open.getFirst().close();
        open.set(0, terminal(replica));
        open.getFirst().type("echo again $((4+4))\n");
        open.getFirst().awaitShown("again 8");
        open.forEach(TypedTerminal::close);
    }

    /** What stands between a program and us on the way holds some megabytes. */
    @Test
    void what_nobody_reads_holds_up_who_writes_it() throws IOException {
        String replica = running();
        try (Terminal terminal = sandbox.terminal(replica, TerminalSize.USUAL);
                TypedTerminal beside = terminal(replica)) {
            terminal.keyboard()
                    .write("while :; do dd if=/dev/zero bs=64k count=4 2>/dev/null; echo >>/tmp/rounds; done\n"
                            .getBytes(StandardCharsets.UTF_8));
            await().atMost(PATIENCE).until(() -> rounds(replica) > 0);
            await("it is held up")
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofSeconds(3))
                    .until(new Object() {
                        private int last = -1;

                        boolean isSame() {
                            int before = last;
                            last = rounds(replica);
                            return last == before;
                        }
                    }::isSame);
            int held = rounds(replica);
            System.out.println("Of what nobody reads, " + held / 4 + " MiB were on the way");
            beside.type("echo beside $((5+5))\n");
            beside.awaitShown("beside 10");
            terminal.screen().readNBytes(8 << 20);
            await("it goes on").atMost(PATIENCE).until(() -> rounds(replica) > held);
        }
    }

    /** Asked again where a node that is busy did not let us ask. */
    private int rounds(String replica) {
        return await().atMost(PATIENCE)
                .ignoreException(SandboxException.class)
                .until(
                        () -> new PodProgram("count", List.of("cat", "/tmp/rounds"), PATIENCE)
                                .in(cluster.client()
                                        .pods()
                                        .inNamespace(ClusterSandbox.namespace(name))
                                        .withName(replica)),
                        _ -> true)
                .output()
                .length();
    }
}
