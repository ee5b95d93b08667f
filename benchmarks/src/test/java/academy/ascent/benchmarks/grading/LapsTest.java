package academy.ascent.benchmarks.grading;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.grader.measure.GradingEvent;
import academy.ascent.grader.measure.GradingEvent.Phase;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LapsTest {
    private long now;

    @Test
    void every_part_of_a_grading_has_its_time_and_together_they_are_all_of_it() {
        Laps laps = new Laps(() -> now);
        after(400, laps, new GradingEvent.PhaseStarted(Phase.PREPARING));
        after(100, laps, new GradingEvent.Progress(0.02, "Starting the lab's own reference"));
        after(50, laps, new GradingEvent.PhaseStarted(Phase.DEPLOYING));
        after(200, laps, new GradingEvent.CheckStarted("deploy", "deploy"));
        after(2000, laps, new GradingEvent.Progress(0.1, "0 of 1 replicas are ready"));
        after(30, laps, new GradingEvent.CheckStarted("answers", "predict"));
        after(300, laps, new GradingEvent.Progress(0.2, "Sending 50 fresh cases"));
        after(500, laps, new GradingEvent.CheckStarted("latency", "load"));
        now += 70_000_000;
        Map<String, Double> seconds = laps.end();
        assertThat(seconds)
                .containsExactly(
                        Map.entry(Laps.STARTING, 0.4),
                        Map.entry("opening the reference's sandbox", 0.15),
                        Map.entry("opening the submission's sandbox", 0.2),
                        Map.entry("check deploy", 2.03),
                        Map.entry("check answers", 0.3),
                        Map.entry("asking the cases", 0.5),
                        Map.entry("check latency", 0.07));
    }

    private void after(long millis, Laps laps, GradingEvent event) {
        now += millis * 1_000_000;
        laps.see(event);
    }
}
