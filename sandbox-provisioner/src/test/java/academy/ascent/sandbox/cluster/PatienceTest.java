package academy.ascent.sandbox.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.SandboxException.Code;
import academy.ascent.sandbox.cluster.Progress.Step;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PatienceTest {
    private final List<String> told = new ArrayList<>();

    private void await(Duration time, String... reasons) {
        Deque<String> left = new ArrayDeque<>(List.of(reasons));
        new Patience(time)
                .await(
                        Step.WAITING_FOR_PODS,
                        "waiting",
                        progress -> told.add(progress.line()),
                        () -> Optional.ofNullable(left.poll()));
    }

    @Test
    void what_nobody_wants_any_more_is_not_waited_for() {
        AtomicInteger looks = new AtomicInteger();
        assertThatThrownBy(() -> new Patience(Duration.ofMinutes(1))
                        .unless(() -> looks.get() == 2)
                        .await(Step.WAITING_FOR_PODS, "waiting", Progress.UNHEARD, () -> {
                            looks.incrementAndGet();
                            return Optional.of("waiting for long");
                        }))
                .isInstanceOf(Patience.OvertakenException.class);
        assertThat(looks).hasValue(2);
    }

    @Test
    void what_is_waited_for_is_told_at_once_and_again_when_its_reason_changes() {
        await(Duration.ofMinutes(1), "waiting", "waiting: a", "waiting: a", "waiting: b");
        assertThat(told).containsExactly("waiting", "waiting: a", "waiting: b");
    }

    @Test
    void what_is_there_is_not_waited_for_though_there_is_no_time() {
        await(Duration.ZERO);
        assertThat(told).containsExactly("waiting");
    }

    @Test
    void what_does_not_come_in_time_is_told_with_the_last_reason() {
        assertThatThrownBy(() -> await(Duration.ZERO, "waiting: a", "waiting: b"))
                .isInstanceOfSatisfying(
                        SandboxException.class, late -> assertThat(late.code()).isEqualTo(Code.UNAVAILABLE))
                .hasMessage("After 0 s still waiting: a; try again");
    }

    @Test
    void an_interrupted_wait_ends_and_stays_interrupted() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> await(Duration.ofMinutes(1), "waiting: a")).hasMessageContaining("Interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }
}
