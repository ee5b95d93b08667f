package academy.ascent.sandbox.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.sandbox.trace.GivenApp;
import academy.ascent.sandbox.trace.Player;
import academy.ascent.sandbox.trace.Traces;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * A real kubelet still does what it was seen to do. {@code -Dascent.trace.rounds=5} records it anew, to be copied from
 * {@code target/traces/recorded.json} to where {@link Traces#recorded} reads it.
 */
@RealClusterTest
@Isolated("it measures")
class TraceE2E {
    private static final int SIDE_BY_SIDE = 4;
    private static final Duration BUSY = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    @Test
    void what_was_recorded_is_so_still(TestCluster cluster) throws Exception {
        Path workspace = GivenApp.workspace(folder);
        // Its pods run as somebody else.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Traces traces = Traces.of(
                scenario -> {
                    try (RealStage stage = new RealStage(cluster, workspace)) {
                        return Player.play(scenario, stage);
                    }
                },
                Integer.getInteger("ascent.trace.rounds", 1),
                SIDE_BY_SIDE);
        traces.write(Path.of("target/traces/recorded.json"));
        assertThat(traces.differences(Traces.recorded(), BUSY)).isEmpty();
    }
}
