package academy.ascent.reference.drift;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.reference.config.DriftConfig.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WindowsTest {
    private static final Duration NEVER = Duration.ZERO;

    private final SettableClock clock = new SettableClock();

    @Test
    void tumblingWindowsFollowEachOther() {
        Windows windows = windows(new Window(10, NEVER, 1, 10));

        assertThat(take(windows, 35)).containsExactly(10L, 10L, 10L);
        assertThat(windows.waiting()).isEqualTo(5);
        assertThat(windows.wanted()).isEqualTo(10);
    }

    @Test
    void aSlidingWindowIsJudgedWithEachPaneOnceItIsFull() {
        Windows windows = windows(new Window(10, NEVER, 5, 10));

        assertThat(take(windows, 9)).isEmpty();
        assertThat(take(windows, 1)).containsExactly(10L);
        assertThat(take(windows, 6)).containsExactly(10L, 10L, 10L);
        assertThat(windows.waiting()).isEqualTo(8);
    }

    @Test
    void timeEndsAWindowThatHasEnoughRows() {
        Windows windows = windows(new Window(0, Duration.ofMinutes(1), 1, 10));

        assertThat(take(windows, 50)).isEmpty();
        clock.pass(Duration.ofMinutes(1));
        assertThat(windows.ended(clock.instant()).orElseThrow().rows()).isEqualTo(50);
    }

    @Test
    void aWindowWithTooFewRowsWaitsForMore() {
        Windows windows = windows(new Window(0, Duration.ofMinutes(1), 1, 10));
        take(windows, 9);
        clock.pass(Duration.ofMinutes(5));

        assertThat(windows.ended(clock.instant())).isEmpty();
        assertThat(take(windows, 1)).containsExactly(10L);
    }

    @Test
    void aSlidingWindowOfTimeForgetsWhatIsTooOld() {
        Windows windows = windows(new Window(0, Duration.ofMinutes(1), 2, 10));
        take(windows, 20);
        clock.pass(Duration.ofSeconds(30));
        assertThat(windows.ended(clock.instant())).isEmpty();
        take(windows, 5);
        clock.pass(Duration.ofSeconds(30));
        assertThat(windows.ended(clock.instant()).orElseThrow().rows()).isEqualTo(25);
        take(windows, 4);
        clock.pass(Duration.ofSeconds(30));
        assertThat(windows.ended(clock.instant())).isEmpty();
        assertThat(windows.waiting()).isEqualTo(4);
    }

    @Test
    void whatComesFirstEndsAWindowOfRowsAndTime() {
        Windows windows = windows(new Window(100, Duration.ofMinutes(1), 1, 10));
        assertThat(take(windows, 100)).containsExactly(100L);
        take(windows, 20);
        clock.pass(Duration.ofMinutes(1));
        assertThat(windows.ended(clock.instant()).orElseThrow().rows()).isEqualTo(20);
    }

    private Windows windows(Window config) {
        return new Windows(List.of(), config, clock.instant());
    }

    private List<Long> take(Windows windows, int rows) {
        List<Long> ended = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            windows.take(new double[0], 0, new @Nullable String[0], 0);
            windows.ended(clock.instant()).ifPresent(window -> ended.add(window.rows()));
        }
        return ended;
    }
}
