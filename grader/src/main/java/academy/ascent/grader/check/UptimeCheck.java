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
import academy.ascent.sandbox.Endpoint;
import academy.ascent.sandbox.Replica;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * {@code uptime}: the share of requests answered rightly while replicas are killed, over repeated episodes. An episode
 * lasts from the kill until every replica is ready again and a margin, and at least as long as the lab's window, so that a
 * quick recovery is not held against anyone; a request is never sent twice.
 */
public final class UptimeCheck implements Check {
    private static final Duration WARM_UP = Duration.ofSeconds(2);
    private static final Duration MARGIN = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private final Duration patience;

    /** As a lab uses it. */
    public UptimeCheck() {
        this(LONGEST);
    }

    /** @param patience how long it waits for a replica that can be killed */
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
        return WARM_UP.plus(settings.window().plus(MARGIN).multipliedBy(settings.episodes()));
    }

    /** As if failures came one by one: in bursts they tell less, so what cannot be told so cannot be told at all. */
    @Override
    public List<DecisionPlan> plans(Settings with) {
        UptimeSettings settings = UptimeSettings.read(with);
        int requests =
                (int) (settings.rate() * settings.episodes() * settings.window().toMillis() / 1e3);
        return List.of(DecisionPlan.ofShare(
                UptimeSettings.AVAILABILITY,
                1 - settings.availability(),
                Margin.read(with, UptimeSettings.AVAILABILITY),
                List.of(requests, 2 * requests),
                UptimeVerdict.ALPHA));
    }

    @Override
    public Finding run(CheckSpec spec, Stage stage) {
        UptimeSettings settings = UptimeSettings.read(spec.with());
        SplittableRandom random = stage.random(spec.id());
        int most = settings.episodes() * 2;
        Duration whole = WARM_UP.plus(LONGEST.plus(patience).plus(MARGIN).multipliedBy(most));
        try (MeasuringWindow.Held held = stage.enterWindow();
                StealLog steal = StealLog.watch();
                Load load = Load.start(
                        Schedule.constant(settings.rate(), whole), stage.cases().calls(), stage::endpoints, TIMEOUT)) {
            load.await(WARM_UP.toNanos());
            HostMonitor monitor = stage.watchHost(false);
            List<Episode> episodes = new ArrayList<>();
            while (true) {
                report(stage, settings, episodes.size());
                load.await(load.now() + 500_000_000L + random.nextLong(500_000_000L));
                Optional<Replica> victim = victim(stage, load, random);
                if (victim.isEmpty()) {
                    return UptimeReport.neverReady(patience);
                }
                episodes.add(episode(stage, load, settings.window(), victim.get()));
                boolean gone = !episodes.getLast().cameBack();
                if (!gone && episodes.size() % settings.episodes() != 0) {
                    continue;
                }
                UptimeVerdict verdict = UptimeVerdict.of(settings, episodes, random.nextLong());
                if (gone || verdict.outcome() != Outcome.UNDECIDED || episodes.size() >= most) {
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

    private static Episode episode(Stage stage, Load load, Duration window, Replica victim) {
        long killed = load.now();
        stage.sandbox().kill(victim.name());
        boolean back = false;
        while (!back && load.now() - killed < LONGEST.toNanos()) {
            load.await(load.now() + 20_000_000L);
            back = isBack(stage, victim);
        }
        Duration recovered = Duration.ofNanos(load.now() - killed);
        long end = Math.max(killed + window.toNanos(), load.now() + MARGIN.toNanos());
        List<Sample> samples = load.settled(killed, end);
        return Episode.of(victim.name(), killed, end, recovered, back, samples, stage.cases());
    }

    /** Waits for a replica that can be killed: those of a service that breaks down under load come and go. */
    private Optional<Replica> victim(Stage stage, Load load, SplittableRandom random) {
        long end = load.now() + patience.toNanos();
        Optional<Replica> victim = readyOne(stage, random);
        while (victim.isEmpty() && load.now() < end) {
            load.await(load.now() + 100_000_000L);
            victim = readyOne(stage, random);
        }
        return victim;
    }

    /** The one that was started again least often, so that back-off does not grow; drawn among equals. */
    private static Optional<Replica> readyOne(Stage stage, SplittableRandom random) {
        List<String> serving = stage.endpoints().stream().map(Endpoint::replica).toList();
        List<Replica> ready = stage.sandbox().replicas().stream()
                .filter(replica -> replica.ready() && serving.contains(replica.name()))
                .sorted(Comparator.comparing(Replica::restarts))
                .toList();
        if (ready.isEmpty()) {
            return Optional.empty();
        }
        int least = ready.getFirst().restarts();
        List<Replica> equals =
                ready.stream().filter(replica -> replica.restarts() == least).toList();
        return Optional.of(equals.get(random.nextInt(equals.size())));
    }

    private static boolean isBack(Stage stage, Replica victim) {
        long ready = stage.sandbox().replicas().stream()
                .filter(replica -> replica.ready()
                        && (!replica.name().equals(victim.name()) || replica.restarts() > victim.restarts()))
                .count();
        return ready >= stage.desiredReplicas() && stage.endpoints().size() >= stage.desiredReplicas();
    }

    private static void report(Stage stage, UptimeSettings settings, int done) {
        stage.report(
                Math.min(1, (double) done / settings.episodes()),
                "Killing a replica at " + Words.rate(settings.rate()) + ", episode " + (done + 1));
    }

    private static HostWitness witness(Stage stage, CheckSpec spec, HostMonitor monitor, List<Episode> episodes) {
        List<Sample> samples =
                episodes.stream().flatMap(episode -> episode.samples().stream()).toList();
        return stage.witness(monitor, spec.id(), LoadRound.lagP99(samples), TIMEOUT);
    }
}
