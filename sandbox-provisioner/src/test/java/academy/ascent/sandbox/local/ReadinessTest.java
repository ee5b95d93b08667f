package academy.ascent.sandbox.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReadinessTest {
    @Test
    void clients_learn_of_a_change_later() throws Exception {
        Readiness readiness = new Readiness(Duration.ofMillis(200));
        readiness.set(true);
        assertThat(readiness.isReady()).isTrue();
        assertThat(readiness.isSeen()).isFalse();
        Thread.sleep(250);
        assertThat(readiness.isSeen()).isTrue();
        readiness.set(false);
        assertThat(readiness.isReady()).isFalse();
        assertThat(readiness.isSeen()).isTrue();
    }

    @Test
    void readiness_must_hold_to_count_as_available() throws Exception {
        Readiness readiness = new Readiness(Duration.ZERO);
        readiness.set(true);
        assertThat(readiness.heldFor(Duration.ofMillis(150))).isFalse();
        Thread.sleep(200);
        assertThat(readiness.heldFor(Duration.ofMillis(150))).isTrue();
    }
}
