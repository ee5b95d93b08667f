package academy.ascent.sandbox.local;

import academy.ascent.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A sandbox for each test, on a node that notices and forgives many times faster than a kubelet. */
abstract class BriskSandbox {
    @TempDir
    Path folder;

    GivenSandboxes given;
    Sandbox sandbox;

    private final Pace pace;

    /**
     * @param firstBackOff the wait after a first failure
     */
    BriskSandbox(Duration firstBackOff) {
        pace = new Pace(
                Duration.ofMillis(50),
                Duration.ofMillis(50),
                Duration.ofMillis(50),
                firstBackOff,
                Duration.ofSeconds(5),
                Duration.ofMinutes(1),
                Duration.ofMillis(500),
                Pace.KUBELET.unreadyAskedWithin(),
                false);
    }

    /** What schedules go by. */
    InstantSource clock() {
        return InstantSource.system();
    }

    @BeforeEach
    void open() throws IOException {
        given = GivenSandboxes.on(folder, pace, clock());
        sandbox = given.open();
    }

    @AfterEach
    void close() {
        if (given != null) {
            given.close();
        }
    }
}
