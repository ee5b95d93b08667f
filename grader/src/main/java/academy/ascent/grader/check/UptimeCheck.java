package academy.ascent.grader.check;

import academy.ascent.grader.host.HostMonitor;
import academy.ascent.grader.host.MeasuringWindow;
import academy.ascent.grader.host.StealLog;
import academy.ascent.grader.lab.CheckSpec;
import academy.ascent.grader.lab.Settings;
import academy.ascent.grader.load.Load;
import academy.ascent.grader.load.Sample;
import academy.ascent.grader.load.Schedule;
import academy.ascent.grader.verdict.CheckResult.Outcome;
import academy.ascent.grader.verdict.HostWitness;
import academy.ascent.sandbox.SandboxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * {@code uptime}: the share of requests answered rightly through disruptions, over repeated episodes. Each lasts at least
 * as long as the lab's window, so that a quick recovery is not held against anyone; a request is never sent twice.
 */
public final class UptimeCheck implements Check {
    private static final Duration WARM_UP = Duration.ofSeconds(2);
    static final Duration TIMEOUT = Duration.ofSeconds(3);

    private final Duration patience;

    /** As a lab uses it. */
    public UptimeCheck() {
        this(EpisodeRun.LONGEST);
    }

    /** @param patience how long it waits for a replica that can be disrupted */
    UptimeCheck(Duration patience) {
        this.patience = patience;
    }

    @Override
    public String kind() {
        return "uptime";
    }

    @Override
    public void validate(Settings with) {
        UptimeSettings.read(with);
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
        UptimeSettings settings = UptimeSettings.read(with);
        return WARM_UP.plus(settings.expected().multipliedBy(settings.episodes()));
    }

    /** As if failures came one by one: in bursts they tell less, so what cannot be told so cannot be told at all. */
    @Override
    public List<DecisionPlan> plans(Settings with) {
        UptimeSettings settings = UptimeSettings.read(with);
        int requests = (int) (settings.requests() * settings.episodes());
        return List.of(DecisionPlan.ofShare(
                UptimeSettings.AVAILABILITY,
                1 - settings.availability(),
                Margin.read(with, UptimeSettings.AVAILABILITY),
                List.of(requests, 2 * requests),
                UptimeVerdict.ALPHA));
    }

    @Override
    public Finding run(CheckSpec spec, Stage stage) {
        try {
            return measured(spec, stage);
        } catch (SandboxException refused) {
            if (refused.code() != SandboxException.Code.UNAVAILABLE) {
                throw refused;
            }
            return UptimeReport.cannotRun(String.valueOf(refused.getMessage()));
        }
    }

    private Finding measured(CheckSpec spec, Stage stage) {
        UptimeSettings settings = UptimeSettings.read(spec.with());
        SplittableRandom random = stage.random(spec.id());
        int look = settings.episodes() * settings.disruptions().size();
        Duration whole = WARM_UP.plus(settings.longest(patience).multipliedBy(2L * settings.episodes()));
        try (MeasuringWindow.Held held = stage.enterWindow();
                StealLog steal = StealLog.watch();
                Load load = Load.start(
                        Schedule.constant(settings.rate(), whole), stage.cases().calls(), stage::endpoints, TIMEOUT)) {
            load.await(WARM_UP.toNanos());
            HostMonitor monitor = stage.watchHost(false);
            EpisodeRun run = new EpisodeRun(stage, load, settings, patience, random);
            List<Episode> episodes = new ArrayList<>();
            while (true) {
                Disruption next = settings.disruption(episodes.size());
                report(stage, settings, next, episodes.size());
                Optional<Episode> episode = run.next(next);
                if (episode.isEmpty()) {
                    return UptimeReport.neverReady(patience);
                }
                episodes.add(episode.get());
                boolean gone = !episodes.getLast().cameBack();
                if (!gone && episodes.size() % look != 0) {
                    continue;
                }
                UptimeVerdict verdict = UptimeVerdict.of(settings, episodes, random.nextLong());
                if (gone || verdict.outcome() != Outcome.UNDECIDED || episodes.size() >= 2 * look) {
                    HostWitness witness = witness(stage, spec, monitor, episodes);
                    boolean blamable = isBlamable(settings, episodes, witness, new Stolen(load.origin(), steal));
                    return UptimeReport.finding(settings, episodes, verdict, witness, blamable);
                }
            }
        }
    }

    /** Whether a failure holds without the requests that the hypervisor may have made fail. */
    private static boolean isBlamable(
            UptimeSettings settings, List<Episode> episodes, HostWitness witness, Stolen stolen) {
        List<Episode> alone =
                episodes.stream().map(episode -> episode.without(stolen)).toList();
        return witness.clean()
                || HostMonitor.isOtherwiseSteady(witness)
                        && witness.sendLagP99Micros() * 1e3 < TIMEOUT.toNanos() / 2.0
                        && episodes.stream().allMatch(Episode::cameBack)
                        && UptimeVerdict.of(settings, alone, 1).outcome() == Outcome.FAILED;
    }

    private static void report(Stage stage, UptimeSettings settings, Disruption next, int done) {
        stage.report(
                Math.min(
                        1,
                        (double) done
                                / settings.episodes()
                                / settings.disruptions().size()),
                "Episode " + (done + 1) + " at " + Words.rate(settings.rate()) + ": " + next.event());
    }

    private static HostWitness witness(Stage stage, CheckSpec spec, HostMonitor monitor, List<Episode> episodes) {
        List<Sample> samples =
                episodes.stream().flatMap(episode -> episode.samples().stream()).toList();
        return stage.witness(monitor, spec.id(), LoadRound.lagP99(samples), TIMEOUT);
    }
}
