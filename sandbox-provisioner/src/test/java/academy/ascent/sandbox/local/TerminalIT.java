package academy.ascent.sandbox.local;

import static academy.ascent.sandbox.local.GivenSandboxes.SERVE;
import static academy.ascent.sandbox.local.GivenSandboxes.admitted;
import static academy.ascent.sandbox.local.GivenSandboxes.app;
import static academy.ascent.sandbox.local.GivenSandboxes.only;
import static academy.ascent.sandbox.local.GivenSandboxes.ready;
import static academy.ascent.sandbox.local.GivenSandboxes.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import academy.ascent.sandbox.Sandbox;
import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.SandboxException.Code;
import academy.ascent.sandbox.TerminalSize;
import academy.ascent.sandbox.TypedTerminal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Shells beside the program of a replica; that they reach no further than it is in the {@link SafetyTable}. */
@Isolated
class TerminalIT {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final String ASK = "until printf 'GET / HTTP/1.1\\r\\n\\r\\n' | socat -t 5 - TCP4:%s"
            + " 2>/dev/null | grep -qx ok; do sleep 0.1; done; echo reached %s";

    @TempDir
    Path folder;

    private GivenSandboxes given;
    private Sandbox sandbox;
    private final List<TypedTerminal> terminals = new ArrayList<>();

    @BeforeEach
    void open() throws IOException {
        given = GivenSandboxes.on(folder);
        sandbox = given.open("shells");
        admitted(sandbox.apply(app("web", 1, SERVE, "env: [{name: GREETING, value: good day}]")));
        ready(sandbox, "web", 1);
    }

    @AfterEach
    void close() {
        if (given != null) {
            given.close();
        }
    }

    @Test
    void a_shell_has_what_its_replica_has() throws Exception {
        TypedTerminal terminal = terminal();
        terminal.run("echo $((6*7)) $GREETING", "42 good day");
        terminal.run("hostname", only(sandbox).name());
        terminal.run(ASK.formatted("localhost:8080", "itself"), "reached itself");
        terminal.run(ASK.formatted("web:80", "its Service"), "reached its Service");
        terminal.run("id -u", String.valueOf(Bubble.USER));
    }

    @Test
    void the_screen_has_the_size_that_it_is_given() throws Exception {
        TypedTerminal terminal = terminal(new TerminalSize(101, 31));
        terminal.run("stty size", "31 101");
        terminal.resize(new TerminalSize(66, 22));
        terminal.run("stty size", "22 66");
    }

    @Test
    void keys_interrupt_and_suspend_what_runs() throws Exception {
        TypedTerminal terminal = terminal();
        terminal.run("echo begun; sleep 1000", "begun");
        terminal.type("\u0003");
        terminal.run("echo again", "again");
        terminal.run("echo begun twice; sleep 1000", "begun twice");
        terminal.type("\u001a");
        terminal.run("jobs | grep -c Stopped", "1");
        assertThat(terminal.shown()).doesNotContain("no job control");
    }

    @Test
    void it_ends_when_its_shell_exits() throws Exception {
        TypedTerminal terminal = terminal();
        terminal.run("sleep 1000 & echo begun", "begun");
        terminal.type("exit\n");
        terminal.awaitEnd(SOON);
        terminal.type("nobody reads this");
        terminal.resize(TerminalSize.USUAL);
        terminal.close();
        until(() -> sleepers().isEmpty());
        assertThat(only(sandbox).ready()).isTrue();
    }

    @Test
    void closing_ends_what_it_started_whatever_that_does() throws Exception {
        TypedTerminal terminal = terminal();
        terminal.run("trap '' HUP TERM; (trap '' HUP TERM; setsid sleep 1000) & sleep 0.2; echo begun", "begun");
        until(() -> !sleepers().isEmpty());
        terminal.close();
        terminal.close();
        terminal.awaitEnd(SOON);
        until(() -> sleepers().isEmpty());
    }

    @Test
    void it_ends_with_its_container_and_can_be_opened_in_the_next() throws Exception {
        TypedTerminal terminal = terminal();
        terminal.run("echo begun", "begun");
        sandbox.kill(only(sandbox).name());
        terminal.awaitEnd(SOON);
        until(() -> only(sandbox).restarts() == 1 && only(sandbox).ready());
        terminal().run("echo again", "again");
    }

    @Test
    void what_nobody_reads_holds_up_who_writes_it() throws Exception {
        try (var unread = sandbox.terminal(only(sandbox).name(), TerminalSize.USUAL)) {
            unread.keyboard().write("yes\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            terminal().run("sleep 1; echo still here", "still here");
            assertThat(unread.screen().available()).isLessThan(1 << 20);
        }
    }

    @Test
    void what_is_typed_at_once_is_not_lost() throws Exception {
        for (int i = 0; i < 40; i++) {
            try (TypedTerminal terminal = terminal()) {
                terminal.run("echo $((" + i + "+1000))", String.valueOf(i + 1000));
            }
        }
    }

    @Test
    void it_is_bound_by_its_replicas_limits() throws Exception {
        TypedTerminal terminal = terminal();
        terminal.run("head -c 600m /dev/zero | tail >/dev/null; echo ended $?; # of 512Mi", "ended 137");
    }

    @Test
    void there_are_so_many_and_no_more() throws Exception {
        for (int i = 0; i < 4; i++) {
            terminal().run("echo begun", "begun");
        }
        assertThatThrownBy(this::terminal)
                .isInstanceOf(SandboxException.class)
                .hasMessageContaining("has 4 terminals already")
                .extracting("code")
                .isEqualTo(Code.UNAVAILABLE);
        terminals.getFirst().close();
        terminals.getFirst().awaitEnd(SOON);
        until(() -> canOpen());
    }

    @Test
    void without_a_running_container_there_is_none() {
        assertThatThrownBy(() -> sandbox.terminal("web-9", TerminalSize.USUAL))
                .isInstanceOf(SandboxException.class)
                .hasMessageContaining("not found");
        admitted(sandbox.apply(app("web", 1, "exit 3", "")));
        until(() -> sandbox.replicas().stream().anyMatch(one -> one.restarts() > 0));
        String crashing = sandbox.replicas().stream()
                .filter(one -> one.restarts() > 0)
                .findFirst()
                .orElseThrow()
                .name();
        assertThatThrownBy(() -> sandbox.terminal(crashing, TerminalSize.USUAL))
                .isInstanceOf(SandboxException.class)
                .hasMessage("The replica " + crashing + " has no running container");
    }

    @Test
    void nothing_is_left_when_the_sandbox_is_closed() throws Exception {
        TypedTerminal terminal = terminal();
        terminal.run("echo begun; sleep 1000", "begun");
        Set<ProcessHandle> processes = ProcessHandle.current().descendants().collect(Collectors.toSet());
        assertThat(sleepers()).hasSize(1);
        sandbox.close();
        terminal.awaitEnd(SOON);
        until(() -> processes.stream().noneMatch(ProcessHandle::isAlive));
        assertThat(folder.resolve("base/shells")).doesNotExist();
    }

    private boolean canOpen() {
        try {
            terminal();
            return true;
        } catch (SandboxException full) {
            return false;
        }
    }

    /** The shells' processes named so. */
    private static List<ProcessHandle> sleepers() {
        return ProcessHandle.current()
                .descendants()
                .filter(one -> ProcFs.read(Path.of("/proc/" + one.pid() + "/cmdline"))
                        .orElse("")
                        .equals("sleep\0" + "1000\0"))
                .toList();
    }

    private TypedTerminal terminal() {
        return terminal(TerminalSize.USUAL);
    }

    private TypedTerminal terminal(TerminalSize size) {
        TypedTerminal terminal =
                new TypedTerminal(sandbox.terminal(only(sandbox).name(), size));
        terminals.add(terminal);
        return terminal;
    }
}
