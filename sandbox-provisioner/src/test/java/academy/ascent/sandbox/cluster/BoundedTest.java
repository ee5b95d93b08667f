package academy.ascent.sandbox.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import academy.ascent.sandbox.SandboxException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BoundedTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    @Test
    void what_is_done_in_time_is_given_and_what_breaks_is_thrown() {
        assertThat(Bounded.within(LONG, "count", () -> 7)).isEqualTo(7);
        assertThatThrownBy(() -> Bounded.within(LONG, "count", () -> {
                    throw new IllegalStateException("it broke");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("it broke");
    }

    @Test
    void what_hangs_is_interrupted_and_told() throws InterruptedException {
        CountDownLatch interrupted = new CountDownLatch(1);
        assertThatThrownBy(() -> Bounded.within(Duration.ofMillis(20), "count", () -> {
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException expected) {
                        interrupted.countDown();
                    }
                    return 7;
                }))
                .isInstanceOfSatisfying(
                        SandboxException.class,
                        late -> assertThat(late.code()).isEqualTo(SandboxException.Code.UNAVAILABLE))
                .hasMessageStartingWith("The cluster could not count within");
        assertThat(interrupted.await(1, TimeUnit.MINUTES)).isTrue();
    }
}
