package academy.ascent.sandbox.local;

import static academy.ascent.sandbox.local.GivenSandboxes.admitted;
import static academy.ascent.sandbox.local.GivenSandboxes.app;
import static academy.ascent.sandbox.local.GivenSandboxes.until;
import static org.assertj.core.api.Assumptions.assumeThat;

import academy.ascent.sandbox.Replica;
import academy.ascent.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessorsIT {
    private static final String SHOWS = "while :; do grep Cpus_allowed_list: /proc/self/status; sleep 0.05; done";

    @TempDir
    Path folder;

    @Test
    void what_runs_and_what_will_is_moved_to_the_processors_that_are_named() throws IOException {
        List<Integer> all = ProcessorList.parse(ProcFs.read(Path.of("/proc/self/status"))
                .orElseThrow()
                .lines()
                .filter(line -> line.startsWith("Cpus_allowed_list:"))
                .map(line -> line.split(":")[1])
                .findFirst()
                .orElseThrow());
        assumeThat(all).hasSizeGreaterThan(1);
        try (GivenSandboxes given = GivenSandboxes.on(folder)) {
            Sandbox sandbox = given.open();
            admitted(sandbox.apply(app("early", 1, SHOWS, "")));
            until(() -> shows(sandbox, "early", all));
            given.sandboxes().keepTo(List.of(all.getLast()));
            until(() -> shows(sandbox, "early", List.of(all.getLast())));
            admitted(sandbox.apply(app("late", 1, SHOWS, "")));
            until(() -> shows(sandbox, "late", List.of(all.getLast())));
        }
    }

    private static boolean shows(Sandbox sandbox, String app, List<Integer> processors) {
        return sandbox.replicas().stream()
                .map(Replica::name)
                .filter(name -> name.startsWith(app))
                .flatMap(name -> sandbox.logs(name, 1).stream())
                .anyMatch(line -> ProcessorList.parse(line.split(":")[1]).equals(processors));
    }
}
