package academy.ascent.sandbox.local;

import static academy.ascent.sandbox.local.GivenSandboxes.admitted;
import static academy.ascent.sandbox.local.GivenSandboxes.app;
import static academy.ascent.sandbox.local.GivenSandboxes.only;
import static academy.ascent.sandbox.local.GivenSandboxes.until;
import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.sandbox.ManifestFile;
import academy.ascent.sandbox.Sandbox;
import academy.ascent.sandbox.classes.SandboxClasses;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevicesIT {
    @TempDir
    Path folder;

    @Test
    void a_gpu_within_the_quota_is_waited_for_and_one_beyond_it_refused() throws Exception {
        try (GivenSandboxes given = GivenSandboxes.on(folder);
                Sandbox sandbox = given.open(
                        "with-gpu", SandboxClasses.inUse().find("gpu-shared").orElseThrow())) {
            admitted(sandbox.apply(asking("first")));
            until(() ->
                    !sandbox.replicas().isEmpty() && only(sandbox).lastExit().isPresent());
            assertThat(only(sandbox).lastExit())
                    .contains("could not start: 0/1 nodes are available: 1 Insufficient nvidia.com/gpu.shared: this"
                            + " machine lends none");
            assertThat(only(sandbox).ready()).isFalse();
            assertThat(sandbox.apply(asking("second")).toString())
                    .contains("pods \"second\" is forbidden: exceeded quota: gpu-shared, requested:"
                            + " requests.nvidia.com/gpu.shared=1, used: requests.nvidia.com/gpu.shared=1, limited:"
                            + " requests.nvidia.com/gpu.shared=1");
            assertThat(sandbox.replicas()).hasSize(1);
        }
    }

    private static List<ManifestFile> asking(String name) {
        return app(name, 1, "sleep 1000", "").stream()
                .map(file -> new ManifestFile(
                        file.path(), file.yaml().replace("memory: 64Mi", "memory: 64Mi, nvidia.com/gpu.shared: 1")))
                .toList();
    }
}
