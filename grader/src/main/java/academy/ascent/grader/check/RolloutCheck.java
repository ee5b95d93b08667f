package academy.ascent.grader.check;

import academy.ascent.grader.host.HostMonitor;
import academy.ascent.grader.host.MeasuringWindow;
import academy.ascent.grader.lab.CheckSpec;
import academy.ascent.grader.lab.Settings;
import academy.ascent.grader.load.Load;
import academy.ascent.grader.load.Sample;
import academy.ascent.grader.load.Schedule;
import academy.ascent.grader.submission.Manifests;
import academy.ascent.grader.verdict.CheckResult.Outcome;
import academy.ascent.grader.verdict.HostWitness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * {@code rollout}: the share of requests that fail while a new release is rolled out and rolled back, and while one that
 * never becomes ready is tried and taken back, over repeated episodes. The submission's own manifests are applied each
 * time, with nothing changed but the variable that names the release.
 */
public final class RolloutCheck implements Check {
    private static final Duration WARM_UP = Duration.ofSeconds(2);
    private static final ReleaseChanges.Pace PACE = new ReleaseChanges.Pace(
            Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(10));
    /** So long that a stall of the host is not taken for a failure. */
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    @Override
    public String kind() {
        return "rollout";
    }

    @Override
    public void validate(Settings with) {
        RolloutSettings.read(with);
    }

    @Override
    public Set<String> needs() {
        return Set.of("deploy", PredictCheck.KIND);
    }

    @Override
    public boolean measures() {
        return true;
    }

    @Override
    public Duration expected(Settings with) {
        RolloutSettings settings = RolloutSettings.read(with);
        Duration episode = settings.window().plus(PACE.margin()).multipliedBy(settings.phases());
        return WARM_UP.plus(episode.multipliedBy(settings.episodes()));
    }

    /** As if failures came one by one; see {@link UptimeCheck#plans}. */
    @Override
    public List<DecisionPlan> plans(Settings with) {
        RolloutSettings settings = RolloutSettings.read(with);
        int requests = settings.episodes() * settings.requests();
        return List.of(DecisionPlan.ofShare(
                RolloutSettings.FAILED,
                settings.failed(),
                Margin.read(with, RolloutSettings.FAILED),
                List.of(requests, 2 * requests),
                RolloutVerdict.ALPHA));
    }

    @Override
    public Finding run(CheckSpec spec, Stage stage) {
        RolloutSettings settings = RolloutSettings.read(spec.with());
        Manifests first = stage.manifests();
        Optional<Manifests> next = settings.release().of(first);
        if (next.isEmpty()) {
            return RolloutReport.nothingToRelease(settings.release(), first);
        }
        stage.report(0, "Asking the lab's own reference for the next release's answers");
        CaseBook after = ReleasedReference.answers(stage, spec.id(), settings.release());
        SplittableRandom random = stage.random(spec.id());
        ReleaseChanges changes = new ReleaseChanges(stage, settings, first, next.get(), after, PACE, random);
        int most = settings.episodes() * 2;
        Duration longest = settings.within()
                .plus(PACE.badWait())
                .plus(settings.window())
                .plus(PACE.margin())
                .plus(PACE.jitter());
        Duration whole = WARM_UP.plus(longest.multipliedBy((long) most * settings.phases()));
        try (MeasuringWindow.Held held = stage.enterWindow();
                Load load = Load.start(
                        Schedule.constant(settings.rate(), whole), stage.cases().calls(), stage::endpoints, TIMEOUT)) {
            load.await(WARM_UP.toNanos());
            HostMonitor monitor = stage.watchHost(false);
            List<RolloutPhase> phases = new ArrayList<>();
            for (int episode = 1; ; episode++) {
                boolean stuck = !changes.episode(load, episode, phases);
                if (!stuck && episode % settings.episodes() != 0) {
                    continue;
                }
                RolloutVerdict verdict = RolloutVerdict.of(settings, phases, random.nextLong());
                if (stuck || verdict.outcome() != Outcome.UNDECIDED || episode >= most) {
                    HostWitness witness = witness(stage, spec, monitor, phases);
                    return RolloutReport.finding(settings, phases, verdict, witness, stage.objects());
                }
            }
        }
    }

    private static HostWitness witness(Stage stage, CheckSpec spec, HostMonitor monitor, List<RolloutPhase> phases) {
        List<Sample> samples =
                phases.stream().flatMap(phase -> phase.samples().stream()).toList();
        return stage.witness(monitor, spec.id(), LoadRound.lagP99(samples), TIMEOUT);
    }
}
