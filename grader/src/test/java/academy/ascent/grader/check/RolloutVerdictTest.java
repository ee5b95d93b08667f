package academy.ascent.grader.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import academy.ascent.grader.check.RolloutPhase.Kind;
import academy.ascent.grader.load.Sample;
import academy.ascent.grader.verdict.CheckResult.Outcome;
import academy.ascent.grader.verdict.HostWitness;
import academy.ascent.sandbox.Admission.AdmittedObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RolloutVerdictTest {
    private static final Release RELEASE = new Release("RELEASE", "2", Optional.empty());
    private static final RolloutSettings ASKED = new RolloutSettings(
            100, 3, Duration.ofSeconds(10), Duration.ofSeconds(60), 0.001, RELEASE, Optional.empty());
    private static final HostWitness CLEAN = new HostWitness("rollout", 900, 0, 0, null, "none", true, true, "");
    private static final HostWitness NOISY = CLEAN.blaming("the generator was late");

    @Test
    void no_failure_passes_by_the_exact_bound_and_not_by_the_bootstraps_zero() {
        RolloutVerdict verdict = verdict(phases(0, 0, 0));
        assertThat(verdict.outcome()).isEqualTo(Outcome.PASSED);
        assertThat(verdict.bounds().low()).isZero();
        // 1 − 0.0125^(1/6000)
        assertThat(verdict.bounds().high()).isCloseTo(0.00073, within(0.00001));
    }

    @Test
    void too_few_requests_do_not_pass_even_without_a_failure() {
        assertThat(verdict(phases(0, 0)).outcome()).isEqualTo(Outcome.UNDECIDED);
    }

    @Test
    void a_few_failures_at_every_change_fail() {
        assertThat(verdict(phases(13, 12, 14)).outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void one_episode_that_differs_from_the_others_leaves_it_open() {
        assertThat(verdict(phases(0, 40, 0)).outcome()).isEqualTo(Outcome.UNDECIDED);
    }

    @Test
    void a_change_that_is_not_complete_fails_however_few_requests_do() {
        List<RolloutPhase> phases = phases(0, 0, 0);
        phases.add(phase(Kind.ROLLOUT, 4, false, 0, Map.of(), 0));
        Finding finding = finding(phases, CLEAN);
        assertThat(finding.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(finding.title()).isEqualTo("rollout not complete after 3 s");
        assertThat(finding.explanation()).contains("rollout of episode 4", "k8s/deployment.yaml");
    }

    @Test
    void what_fails_on_a_noisy_host_is_not_held_against_the_submission() {
        Finding finding = finding(phases(130, 120, 140), NOISY);
        assertThat(finding.outcome()).isEqualTo(Outcome.UNDECIDED);
        assertThat(finding.explanation()).contains("not held against", "the generator was late");
    }

    @Test
    void wrong_answers_are_held_against_it_on_any_host() {
        List<RolloutPhase> phases = new ArrayList<>();
        for (int episode = 1; episode <= 3; episode++) {
            phases.add(phase(Kind.ROLLBACK, episode, true, 300, Map.of(), 0));
        }
        assertThat(finding(phases, NOISY).outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void what_clients_saw_says_where_to_look() {
        List<RolloutPhase> phases = phases(0, 0, 0);
        phases.add(phase(Kind.ROLLOUT, 4, true, 0, Map.of(Sample.Outcome.RESET, 100), 0));
        phases.add(phase(Kind.ROLLBACK, 4, true, 300, Map.of(), 0));
        phases.addAll(phases(390, 390, 390));
        Finding finding = finding(phases, CLEAN);
        assertThat(finding.explanation())
                .contains(
                        "100 cut off",
                        "lifecycle.preStop",
                        "300 answered by the release that should have gone",
                        "names something that a later release has changed",
                        "an old one was ended before a new one was ready");
        assertThat(finding.measurements())
                .anySatisfy(measured -> assertThat(measured.name()).isEqualTo("failed in rollback"));
        assertThat(finding.evidence().getFirst().content()).contains("<svg", "back 4", finding.title());
    }

    private static RolloutVerdict verdict(List<RolloutPhase> phases) {
        return RolloutVerdict.of(ASKED, phases, 1);
    }

    private static Finding finding(List<RolloutPhase> phases, HostWitness witness) {
        AdmittedObject deployment = new AdmittedObject("k8s/deployment.yaml", "Deployment", "iris", 2, List.of());
        return RolloutReport.finding(ASKED, phases, verdict(phases), witness, List.of(deployment));
    }

    /** An episode a number: a rollout in which so many requests find no replica, and a rollback without a failure. */
    private static List<RolloutPhase> phases(int... failures) {
        List<RolloutPhase> phases = new ArrayList<>();
        for (int i = 0; i < failures.length; i++) {
            Map<Sample.Outcome, Integer> unanswered =
                    failures[i] == 0 ? Map.of() : Map.of(Sample.Outcome.NO_ENDPOINT, failures[i]);
            phases.add(phase(Kind.ROLLOUT, i + 1, true, 0, unanswered, 0));
            phases.add(phase(Kind.ROLLBACK, i + 1, true, 0, Map.of(), 0));
        }
        return phases;
    }

    /** Ten seconds at 100/s. */
    private static RolloutPhase phase(
            Kind kind, int episode, boolean complete, int stale, Map<Sample.Outcome, Integer> unanswered, int wrong) {
        List<Sample> samples = IntStream.range(0, 1000)
                .mapToObj(i -> new Sample(i, i * 10_000_000L, 0, 1, Sample.Outcome.ANSWERED, 200, "", "iris-1"))
                .toList();
        return new RolloutPhase(
                kind,
                episode,
                0,
                3_000_000_000L,
                10_000_000_000L,
                Duration.ofSeconds(3),
                complete,
                samples,
                new boolean[samples.size()],
                unanswered,
                stale,
                wrong);
    }
}
