package academy.ascent.grader.check;

import academy.ascent.grader.host.HostMonitor;
import academy.ascent.grader.host.MeasuringWindow;
import academy.ascent.grader.lab.CheckSpec;
import academy.ascent.grader.lab.Settings;
import academy.ascent.grader.verdict.CheckResult.Outcome;
import academy.ascent.grader.verdict.HostWitness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * {@code drift}: how often a drift monitor alarms over streams without drift, and how often, how soon and with which
 * column over streams with a drift of known kind and onset. The stream is the unit: each is alarmed or not, and the share
 * is held against its exact bounds.
 *
 * <p>A request is never sent twice within a stream. Where it is not known whether its rows were counted, the stream is
 * begun anew from its first row, on a monitor that has forgotten it.
 */
public final class DriftCheck implements Check {
    private static final Duration LONGEST = Duration.ofMinutes(4);
    private static final int MOST_TRIES = 3;
    private static final int LOOKS = 2;
    private static final Duration STEP = Duration.ofMillis(25);

    @Override
    public String kind() {
        return "drift";
    }

    @Override
    public void validate(Settings with) {
        DriftSettings.read(with);
    }

    @Override
    public Set<String> needs() {
        return Set.of("deploy");
    }

    @Override
    public boolean measures() {
        return true;
    }

    @Override
    public Duration expected(Settings with) {
        DriftSettings settings = DriftSettings.read(with);
        int requests = Math.ceilDiv(settings.rows(), settings.block());
        long stream = (long) Math.max(requests * STEP.toMillis(), 1e3 * settings.rows() / settings.rate());
        return Duration.ofMillis(stream * streams(settings, 1));
    }

    @Override
    public List<DecisionPlan> plans(Settings with) {
        DriftSettings settings = DriftSettings.read(with);
        List<DecisionPlan> plans = new ArrayList<>();
        settings.quiet()
                .ifPresent(asked ->
                        plans.add(plan(with, DriftSettings.FALSE_ALARMS, asked.falseAlarms(), asked.streams())));
        settings.drifted().ifPresent(asked -> {
            asked.detection()
                    .ifPresent(detection ->
                            plans.add(plan(with, DriftSettings.POWER, detection.missed(), asked.streams())));
            asked.repeats().ifPresent(limit -> plans.add(plan(with, DriftSettings.REPEATS, limit, asked.streams())));
        });
        return plans;
    }

    private static DecisionPlan plan(Settings with, String target, double share, int streams) {
        return DecisionPlan.ofShare(
                target, share, Margin.read(with, target), List.of(streams, LOOKS * streams), DriftTally.ALPHA);
    }

    @Override
    public Finding run(CheckSpec spec, Stage stage) {
        CaseBook.requireHttp(stage.lab(), spec.id());
        DriftSettings settings = DriftSettings.read(spec.with());
        SplittableRandom random = stage.random(spec.id());
        CasePool pool = CasePool.read(stage.lab().folder().resolve(settings.data()), settings.columns());
        DriftStream.Source source = new DriftStream.Source(settings, pool.rows(), random);
        DriftTally tally = new DriftTally(settings);
        try (MeasuringWindow.Held held = stage.enterWindow()) {
            HostMonitor monitor = stage.watchHost(false);
            long end = System.nanoTime() + LONGEST.toNanos();
            for (int look = 1; look <= LOOKS; look++) {
                for (DriftStream stream : streams(settings, source, tally, look)) {
                    report(stage, settings, tally);
                    switch (played(settings, stage, stream, end)) {
                        case DriftReplay.Played played -> tally.add(stream, played);
                        case DriftReplay.Unusable unusable -> {
                            return DriftReport.unusable(unusable.why(), witness(stage, spec, monitor));
                        }
                        case DriftReplay.Lost lost -> {
                            return DriftReport.lost(lost.why(), MOST_TRIES, witness(stage, spec, monitor));
                        }
                    }
                }
                if (tally.outcome() != Outcome.UNDECIDED) {
                    break;
                }
            }
            return DriftReport.finding(settings, tally, witness(stage, spec, monitor));
        }
    }

    private static DriftReplay.Outcome played(DriftSettings settings, Stage stage, DriftStream stream, long end) {
        DriftReplay.Outcome outcome = new DriftReplay.Lost("nothing was sent");
        for (int i = 0; i < MOST_TRIES && outcome instanceof DriftReplay.Lost; i++) {
            outcome = DriftReplay.play(settings, stage.lab().model(), stage.endpoints(), stream, end);
        }
        return outcome;
    }

    /** The streams of one look: as many quiet ones and drifted ones as it adds. */
    private static List<DriftStream> streams(
            DriftSettings settings, DriftStream.Source source, DriftTally tally, int look) {
        List<DriftStream> streams = new ArrayList<>();
        Optional<DriftSettings.Quiet> quiet = settings.quiet();
        for (int i = tally.quiet().size();
                quiet.isPresent() && i < look * quiet.get().streams();
                i++) {
            streams.add(source.quiet(quiet.get()));
        }
        Optional<DriftSettings.Drifted> drifted = settings.drifted();
        for (int i = tally.drifted().size();
                drifted.isPresent() && i < look * drifted.get().streams();
                i++) {
            List<Injection> kinds = drifted.get().kinds();
            streams.add(source.drifted(drifted.get(), kinds.get(i % kinds.size())));
        }
        return streams;
    }

    private static int streams(DriftSettings settings, int look) {
        return look
                * (settings.quiet().map(DriftSettings.Quiet::streams).orElse(0)
                        + settings.drifted().map(DriftSettings.Drifted::streams).orElse(0));
    }

    private static void report(Stage stage, DriftSettings settings, DriftTally tally) {
        int done = tally.quiet().size() + tally.drifted().size();
        stage.report(
                Math.min(1, (double) done / streams(settings, 1)),
                "Replaying a stream of " + Words.count(settings.rows()) + " rows, number " + (done + 1));
    }

    /** The generator waits for each answer, so it is never late. */
    private static HostWitness witness(Stage stage, CheckSpec spec, HostMonitor monitor) {
        return stage.witness(monitor, spec.id(), 0, LONGEST);
    }
}
