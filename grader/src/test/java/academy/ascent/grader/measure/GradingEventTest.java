package academy.ascent.grader.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import academy.ascent.grader.verdict.CheckResult;
import academy.ascent.grader.verdict.Evidence;
import academy.ascent.grader.verdict.HostWitness;
import academy.ascent.grader.verdict.Measurement;
import academy.ascent.grader.verdict.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class GradingEventTest {

    @Test
    void every_event_reads_back_as_it_was_written() {
        CheckResult result = new CheckResult(
                "latency",
                "load",
                CheckResult.Ground.MEASURED,
                CheckResult.Outcome.PASSED,
                30,
                30,
                false,
                "p95 38 ms, target 50 ms",
                "All well.",
                null,
                List.of(new Measurement("p95", 38.2, "ms", 37.0, 39.5, 50.0, Measurement.Relation.AT_MOST)),
                List.of(new Evidence(Evidence.Kind.PICTURE, "t", "a", "<svg/>")));
        List<GradingEvent> events = List.of(
                new GradingEvent.PhaseStarted(GradingEvent.Phase.PREPARING),
                new GradingEvent.CheckStarted("latency", "load"),
                new GradingEvent.Progress(0.5, "Half of it\nwith a line end"),
                new GradingEvent.CheckFinished(result),
                concluded(new Verdict.Passed(100)),
                concluded(new Verdict.Failed(10, "why")),
                concluded(new Verdict.Refused(List.of("a", "b"))),
                concluded(new Verdict.Inconclusive("why", true)),
                concluded(new Verdict.Faulted("why")));
        for (GradingEvent event : events) {
            assertThat(event.toJson()).doesNotContain("\n");
            assertThat(GradingEvent.parse(event.toJson())).isEqualTo(event);
        }
    }

    @Test
    void another_line_is_refused() {
        assertThatThrownBy(() -> GradingEvent.parse("Listening on port 8080"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static GradingEvent concluded(Verdict verdict) {
        return new GradingEvent.Concluded(
                verdict,
                10,
                100,
                80,
                -42,
                "l1@abc",
                List.of(new HostWitness("latency", 12, 0, 0.1, 0.4, "cgroup v1", true, true, "")),
                new GradingEvent.Durations(1, 2, 3, 4, 10));
    }
}
