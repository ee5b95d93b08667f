package academy.ascent.sandbox.local;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.sandbox.Sandbox;
import academy.ascent.sandbox.trace.Player;
import academy.ascent.sandbox.trace.Traces;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sandbox of this machine does what a real kubelet was seen to do, in the same time. */
class TraceIT {
    private static final int SIDE_BY_SIDE = 14;
    private static final Duration BUSY = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    @Test
    void what_was_recorded_is_replayed() throws Exception {
        try (GivenSandboxes given = GivenSandboxes.on(folder)) {
            Traces traces = Traces.of(
                    scenario -> {
                        try (Sandbox sandbox = given.open()) {
                            return Player.play(scenario, new LocalStage(sandbox));
                        }
                    },
                    1,
                    SIDE_BY_SIDE);
            traces.write(Path.of("target/traces/replayed.json"));
            assertThat(traces.differences(Traces.recorded(), BUSY)).isEmpty();
        }
    }
}
