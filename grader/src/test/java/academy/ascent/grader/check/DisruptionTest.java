package academy.ascent.grader.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import academy.ascent.grader.lab.GivenSettings;
import academy.ascent.grader.lab.LabException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisruptionTest {

    @Test
    void each_is_read_and_comes_in_its_turn() {
        UptimeSettings settings =
                given("{kill: one-replica}, {spike: {times: 3, for: 5s}}, {slow-replica: 8s}, {crash-loop: 2}");
        assertThat(settings.disruption(0)).isEqualTo(new Disruption.Kill());
        assertThat(settings.disruption(1)).isEqualTo(new Disruption.Spike(3, Duration.ofSeconds(5)));
        assertThat(settings.disruption(2)).isEqualTo(new Disruption.Slow(Duration.ofSeconds(8)));
        assertThat(settings.disruption(3)).isEqualTo(new Disruption.CrashLoop(2));
        assertThat(settings.disruption(4)).isEqualTo(new Disruption.Kill());
        assertThat(settings.requests()).isEqualTo(100 * (10 + 10 + 2 * 5 + 10 + 10));
    }

    @Test
    void memory_is_pressed_by_so_much_for_so_long() {
        assertThat(given("{memory-pressure: {of: 64Mi, for: 3s}}").disruptions())
                .containsExactly(new Disruption.MemoryPressure(64 << 20, Duration.ofSeconds(3)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | faults must hold one to four faults",
                "{kill: all} | faults[0].kill must be one-replica",
                "{pull: plug} | faults[0].pull is not known here",
                "{} | faults[0].kill stands beside another fault, or none is there",
                "'{kill: one-replica, spike: {times: 3, for: 5s}}' | write one fault an item",
                "'{spike: {times: 1, for: 5s}}' | faults[0].spike.times must be more than 1 and at most 20",
                "'{spike: {times: 21, for: 5s}}' | faults[0].spike.times must be more than 1 and at most 20",
                "'{spike: {times: 2, for: 500ms}}' | must be at least 1s and less than the window of 10 s",
                "'{spike: {times: 2, for: 10s}}' | must be at least 1s and less than the window of 10 s",
                "'{slow-replica: 11s}' | faults[0].slow-replica must be at least 1s and less than the window",
                "'{crash-loop: 4}' | faults[0].crash-loop is '4'; write a whole number from 2 to 3",
                "'{memory-pressure: {of: 2Gi, for: 3s}}' | faults[0].memory-pressure.of must be from 1Mi to 1Gi",
                "'{memory-pressure: {of: 64Ki, for: 3s}}' | faults[0].memory-pressure.of must be from 1Mi to 1Gi",
                "'{memory-pressure: {of: much, for: 3s}}' | faults[0].memory-pressure.of is 'much'; write a size",
                "'{memory-pressure: {of: 64Mi, for: 10s}}' | must be at least 1s and less than the window of 10 s",
                "'{memory-pressure: {of: 64Mi, for: 3s, at: all}}' | faults[0].memory-pressure.at is not known here",
                "'{memory-pressure: 64Mi}' | faults[0].memory-pressure must be a mapping",
                "'{memory-pressure: {of: 64Mi}}' | faults[0].memory-pressure.for is missing",
                "'{spike: {times: 2}}' | faults[0].spike.for is missing",
            })
    void what_is_wrong_is_told_when_the_lab_is_read(String faults, String message) {
        assertThatThrownBy(() -> given(faults)).isInstanceOf(LabException.class).hasMessageContaining(message);
    }

    private static UptimeSettings given(String faults) {
        return UptimeSettings.read(
                GivenSettings.with("{rate: 100/s, episodes: 5, availability: 90%, faults: [" + faults + "]}"));
    }
}
