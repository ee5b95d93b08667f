package academy.ascent.grader.check;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.grader.check.DriftReplay.Played;
import academy.ascent.grader.check.DriftTally.Answer;
import academy.ascent.grader.lab.GivenSettings;
import academy.ascent.grader.verdict.CheckResult.Outcome;
import academy.ascent.grader.verdict.HostWitness;
import academy.ascent.grader.verdict.Measurement;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class DriftTallyTest {
    private static final String BOTH = """
            {report: /drift/m, data: d.csv, columns: [age, mileage], rows: 2000, rate: 1000/s, quiet: 30,
             false-alarms: 20%, drifted: [{column: age, shift: 1}], streams: 30, onset: 800, delay: 500, power: 80%}
            """;
    private static final String RETRAINING = """
            {report: /drift/m, data: d.csv, columns: [age, mileage], rows: 2000, rate: 1000/s,
             drifted: [{column: age, shift: 1}], streams: 20, onset: 800, repeats: 30%, retrain: true}
            """;
    private static final HostWitness HOST = new HostWitness("drift", 0, 0, 0, null, "none", true, true, "");

    @Test
    void thirty_streams_of_each_kind_that_go_well_pass() {
        assertThat(tally(30, 0, 30, 0).outcome()).isEqualTo(Outcome.PASSED);
    }

    @Test
    void either_share_fails_alone_when_its_lower_bound_is_outside() {
        assertThat(tally(15, 15, 30, 0).outcome()).isEqualTo(Outcome.FAILED);
        assertThat(tally(30, 0, 15, 15).outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void what_so_few_streams_cannot_tell_stays_open() {
        assertThat(tally(26, 4, 30, 0).outcome()).isEqualTo(Outcome.UNDECIDED);
        assertThat(tally(30, 0, 24, 6).outcome()).isEqualTo(Outcome.UNDECIDED);
    }

    @Test
    void an_alarm_counts_when_it_comes_after_the_onset_in_time_and_names_the_column() {
        assertThat(answer(alarm(900, "1 of 2 columns drifted: age"))).isEqualTo(Answer.CAUGHT);
        assertThat(answer(alarm(1200, "adwin found a change in the stream of age")))
                .isEqualTo(Answer.CAUGHT);
        assertThat(answer(alarm(1300, "1 of 2 columns drifted: age"))).isEqualTo(Answer.LATE);
        assertThat(answer(alarm(700, "1 of 2 columns drifted: age"))).isEqualTo(Answer.EARLY);
        assertThat(answer(alarm(900, "1 of 2 columns drifted: mileage"))).isEqualTo(Answer.ELSEWHERE);
        assertThat(answer(silence())).isEqualTo(Answer.NEVER);
    }

    @Test
    void a_drift_that_starts_one_training_after_another_fails() {
        DriftTally tally = new DriftTally(settings(RETRAINING));
        for (int i = 0; i < 20; i++) {
            tally.add(drifted(), new Played(OptionalInt.of(900), List.of("age"), i < 15 ? 4 : 1, 0));
        }
        assertThat(tally.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(finding(RETRAINING, tally).title()).isEqualTo("15 of 20 drifts alarmed again and again");
    }

    @Test
    void one_alarm_that_starts_no_training_fails_and_so_does_silence() {
        DriftTally untold = new DriftTally(settings(RETRAINING));
        DriftTally silent = new DriftTally(settings(RETRAINING));
        for (int i = 0; i < 20; i++) {
            untold.add(drifted(), new Played(OptionalInt.of(900), List.of("age"), 1, i == 7 ? 1 : 0));
            silent.add(drifted(), silence());
        }
        assertThat(untold.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(finding(RETRAINING, untold).explanation()).contains("episodes without retrain");
        assertThat(silent.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(finding(RETRAINING, silent).title()).endsWith("no alarm to start a retraining");
    }

    @Test
    void a_finding_holds_each_share_with_its_bounds_and_a_line_a_stream() {
        Finding finding = finding(BOTH, tally(30, 0, 20, 10));
        assertThat(finding.title()).isEqualTo("0 of 30 quiet streams alarmed, 20 of 30 drifts caught: cannot tell");
        Measurement power = finding.measurements().get(1);
        assertThat(power.name()).isEqualTo("power");
        assertThat(power.value()).isBetween(66.6, 66.7);
        assertThat(power.target()).isEqualTo(80);
        assertThat(power.low()).isLessThan(power.value());
        assertThat(power.high()).isGreaterThan(80);
        assertThat(finding.explanation())
                .contains("age moved by 1 standard deviations: 20 caught, after 100 rows in the middle and 100 at most,"
                        + " 10 never alarmed.");
        String picture = finding.evidence().getFirst().content();
        assertThat(picture.split("p-slot-ok", -1)).hasSize(51);
        assertThat(picture.split("p-slot-bad", -1)).hasSize(11);
        assertThat(picture.split("zM", -1)).as("bars with a thick part").hasSize(31);
    }

    @Test
    void lost_streams_are_held_against_a_service_on_a_clean_host_only() {
        assertThat(DriftReport.lost("it was cut off", 3, HOST).outcome()).isEqualTo(Outcome.FAILED);
        Finding spared = DriftReport.lost("it was cut off", 3, HOST.blaming("the hypervisor took 9 % of the CPU"));
        assertThat(spared.outcome()).isEqualTo(Outcome.UNDECIDED);
        assertThat(spared.explanation()).contains("since the hypervisor took 9 %");
    }

    private static Finding finding(String yaml, DriftTally tally) {
        return DriftReport.finding(settings(yaml), tally, HOST);
    }

    private static DriftTally tally(int silent, int alarmed, int caught, int missed) {
        DriftTally tally = new DriftTally(settings(BOTH));
        DriftStream quiet = new DriftStream(List.of(), Optional.empty(), OptionalInt.empty());
        for (int i = 0; i < silent + alarmed; i++) {
            tally.add(quiet, i < silent ? silence() : alarm(400, "age"));
        }
        for (int i = 0; i < caught + missed; i++) {
            tally.add(drifted(), i < caught ? alarm(800, "age") : silence());
        }
        return tally;
    }

    private static Answer answer(Played played) {
        return new DriftTally(settings(BOTH)).answer(new DriftTally.Heard(drifted(), played));
    }

    private static DriftStream drifted() {
        Injection shift = new Injection("age", new Injection.Shift(1), 0);
        return new DriftStream(List.of(), Optional.of(shift), OptionalInt.of(700));
    }

    private static Played alarm(int row, String reason) {
        return new Played(OptionalInt.of(row), List.of(reason), 1, 0);
    }

    private static Played silence() {
        return new Played(OptionalInt.empty(), List.of(), 0, 0);
    }

    private static DriftSettings settings(String yaml) {
        return DriftSettings.read(GivenSettings.with(yaml));
    }
}
