package academy.ascent.benchmarks.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import academy.ascent.benchmarks.host.CannotMeasure;
import academy.ascent.benchmarks.host.Machine;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DriftReportTest {
    @Test
    void theRatioIsOfThePeersTimeToOurMedian() {
        DriftReport report = report(50, 120, 0.25);
        assertThat(report.figures().getFirst().median()).isEqualTo(60);
        assertThat(report.missed()).isFalse();
    }

    @Test
    void aMissedTargetIsTold() {
        assertThat(report(50, 58, 0.25).missed()).as("29 times as fast").isTrue();
        assertThat(report(80, 120, 0.25).missed())
                .as("80 false alarms of 1,000")
                .isTrue();
    }

    @Test
    void differentScoresMakeTimesMeaningless() {
        assertThat(report(50, 120, 0.25).checked().figures()).isNotEmpty();
        assertThatThrownBy(() -> report(50, 120, 0.2500001).checked())
                .isInstanceOf(CannotMeasure.class)
                .hasMessageContaining("column a");
    }

    private static DriftReport report(int falseAlarms, double peerSeconds, double peerScore) {
        List<Timing> ours = List.of(new Timing(3, 3), new Timing(2, 2), new Timing(1, 1));
        List<Timing> updates = List.of(new Timing(0.03, 0.03));
        List<OurFindings.Memory> memory =
                List.of(new OurFindings.Memory(10, 1_000), new OurFindings.Memory(100, 1_010));
        OurFindings findings = new OurFindings(
                Map.of("a", new OurFindings.Score("ks", 0.25)),
                ours,
                ours,
                updates,
                updates,
                memory,
                memory,
                DriftPlan.FULL.shifted(),
                Map.of("ks", falseAlarms));
        List<Timing> peer = List.of(new Timing(peerSeconds, peerSeconds));
        return new DriftReport(
                "now",
                DriftPlan.FULL,
                new Machine("processor", 2, "kernel", "jdk", 0),
                0,
                List.of(),
                findings,
                new PeerFindings(Map.of(), peer, peer, Map.of("a", new OurFindings.Score("ks", peerScore))),
                null);
    }
}
