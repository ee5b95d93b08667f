package academy.ascent.sandbox.local;

import static academy.ascent.sandbox.local.GivenSandboxes.admitted;
import static academy.ascent.sandbox.local.GivenSandboxes.get;
import static academy.ascent.sandbox.local.GivenSandboxes.ready;
import static academy.ascent.sandbox.local.GivenSandboxes.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.assertj.core.api.Assumptions.assumeThatCode;

import academy.ascent.sandbox.ManifestFile;
import academy.ascent.sandbox.Sandbox;
import academy.ascent.sandbox.SandboxName;
import academy.ascent.sandbox.SandboxRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated
class ReferenceStackIT {
    private static final Path STACK = Path.of("../reference-stack/target");
    private static final Path LAB = Path.of("../labs/l1-first-prediction/starter");

    @TempDir
    Path folder;

    @Test
    void the_first_lab_is_served_by_the_reference_stack_and_survives_a_kill() throws Exception {
        assumeThatCode(Host::found).doesNotThrowAnyException();
        assumeThat(STACK.resolve("reference-stack.jar"))
                .as("build reference-stack first")
                .exists();
        assumeThat(LAB.resolve("model/tumour.onnx"))
                .as("train the lab's model first")
                .exists();
        RuntimeImage image = RuntimeImage.referenceStack(Path.of(System.getProperty("java.home")), STACK);
        LocalSettings settings =
                new LocalSettings(folder.resolve("base"), Map.of("ascent/reference-stack:0.1", image), List.of());
        long began = System.nanoTime();
        try (LocalSandboxes sandboxes = new LocalSandboxes(settings);
                Sandbox sandbox =
                        sandboxes.open(new SandboxRequest(new SandboxName("first-lab"), GivenSandboxes.SMALL, LAB))) {
            admitted(sandbox.apply(List.of(manifest("deployment.yaml"), manifest("service.yaml"))));
            ready(sandbox, "tumour", 2);
            report("open to both ready endpoints", began);
            List<ProcessHandle> servers = servers();
            assertThat(servers).hasSize(2);
            for (ProcessHandle server : servers) {
                assertThat(commandLine(server)).contains("@/opt/ascent/reference-stack/lib/jvm.options");
                if (Files.exists(STACK.resolve("lib/reference-stack.aot"))) {
                    // Named there, and mapped since it fits.
                    assertThat(commandLine(server)).contains("-XX:AOTCache=");
                    assertThat(Path.of("/proc", Long.toString(server.pid()), "maps"))
                            .content()
                            .contains("reference-stack.aot");
                }
            }
            assertThat(get(sandbox.readyEndpoints("tumour").getFirst())).startsWith("HTTP/1.1 ");
            long killed = System.nanoTime();
            sandbox.kill("tumour-1");
            until(() -> sandbox.readyEndpoints("tumour").size() == 1);
            report("kill to the endpoint's removal", killed);
            until(() -> sandbox.readyEndpoints("tumour").size() == 2);
            report("kill to the replacement's readiness", killed);
        }
        report("everything, closing included", began);
    }

    private static List<ProcessHandle> servers() {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> commandLine(process).startsWith("/opt/jdk/bin/java "))
                .toList();
    }

    private static String commandLine(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"))
                    .replace('\0', ' ');
        } catch (IOException gone) {
            return "";
        }
    }

    private static ManifestFile manifest(String name) throws Exception {
        return new ManifestFile(
                "k8s/" + name, Files.readString(LAB.resolve("k8s").resolve(name)));
    }

    private static void report(String what, long sinceNanos) {
        System.out.printf("%s: %d ms%n", what, (System.nanoTime() - sinceNanos) / 1_000_000);
    }
}
