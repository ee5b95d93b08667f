package academy.ascent.grader.check;

import academy.ascent.grader.check.LoadJudge.Decision;
import academy.ascent.grader.check.LoadJudge.Judged;
import academy.ascent.grader.check.Target.Reply;
import academy.ascent.grader.host.HostMonitor;
import academy.ascent.grader.host.StealLog;
import academy.ascent.grader.load.Load;
import academy.ascent.grader.load.Sample;
import academy.ascent.grader.load.Schedule;
import academy.ascent.grader.verdict.HostWitness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * One measured round of load, up to the look that decided it.
 *
 * @param length from the end of the warm-up to that look
 * @param blamable whether a failure of this round may be held against the submission
 * @param latencies of every request, failed ones with the time until they failed, sorted, in nanoseconds
 * @param failures by kind
 * @param wrong answers that arrived and say something else than the reference
 */
record LoadRound(
        Duration length,
        List<Judged> judged,
        Decision decision,
        boolean blamable,
        long[] latencies,
        Map<Sample.Outcome, Integer> failures,
        int wrong,
        HostWitness witness) {
    /** Of the requests that are answered, so many may be read later than the 99th percentile of the lateness. */
    private static final double LATER_THAN_P99 = 0.01;

    static LoadRound measure(String id, LoadSettings settings, Stage stage, long seed) {
        List<Duration> looks = settings.looks();
        Duration whole = settings.warmUp().plus(looks.getLast());
        Duration timeout = settings.timeout();
        Schedule schedule = Schedule.poisson(settings.rate(), whole, seed);
        try (StealLog steal = StealLog.watch();
                ReferenceProbe probe = ReferenceProbe.start(stage, settings.rate(), whole, timeout, ~seed);
                Load load = Load.start(schedule, stage.cases().calls(), stage::endpoints, timeout)) {
            long warm = settings.warmUp().toNanos();
            load.await(warm);
            HostMonitor monitor = stage.watchHost(probe.isRunning());
            for (Duration look : looks) {
                wait(load, settings, look, stage);
                List<Sample> samples = load.settled(warm, warm + look.toNanos());
                HostWitness witness = stage.witness(monitor, id, lagP99(samples), settings.tightest());
                LoadRound round =
                        judge(samples, settings, look, witness, stage.cases(), new Stolen(load.origin(), steal));
                if (round.decision() != Decision.OPEN || isEnough(round, settings)) {
                    return round;
                }
            }
        }
        throw new IllegalStateException("A round of load has at least one look");
    }

    /** Near saturation failures come in long bursts, so that only then the longest look is worth its time. */
    private static boolean isEnough(LoadRound round, LoadSettings settings) {
        boolean saturated = round.judged().stream().anyMatch(judged -> judged.effect() > LoadJudge.SATURATED);
        return round.length().compareTo(saturated ? LoadJudge.SATURATED_WINDOW : settings.lastUsualLook()) >= 0;
    }

    private static LoadRound judge(
            List<Sample> samples,
            LoadSettings settings,
            Duration look,
            HostWitness witness,
            CaseBook cases,
            Stolen stolen) {
        long warm = settings.warmUp().toNanos();
        Map<Sample.Outcome, Integer> failures = new EnumMap<>(Sample.Outcome.class);
        Reply[] replies = new Reply[samples.size()];
        int wrong = 0;
        for (int i = 0; i < replies.length; i++) {
            Sample sample = samples.get(i);
            boolean right = cases.isRight(sample);
            if (!sample.answered()) {
                failures.merge(sample.outcome(), 1, Integer::sum);
            } else if (!right) {
                wrong++;
            }
            replies[i] = new Reply(sample.intendedNanos() - warm, sample.latencyNanos(), !right);
        }
        List<Judged> judged = LoadJudge.judge(settings.targets(), List.of(replies), look.toNanos());
        long[] latencies =
                samples.stream().mapToLong(Sample::latencyNanos).sorted().toArray();
        boolean blamable = witness.clean() || holdsWithout(stolen, settings, List.of(replies), samples, look, witness);
        return new LoadRound(look, judged, LoadJudge.together(judged), blamable, latencies, failures, wrong, witness);
    }

    /**
     * Whether a failure holds without what the host can have added. How late a request was sent is known and taken off, and
     * so is the time that the hypervisor took while it was under way; its answer may have been read as late as the same
     * thread sends, which is more than the p99 of the lateness for one in a hundred: so much is added to each latency
     * target and to the share that it allows.
     */
    private static boolean holdsWithout(
            Stolen stolen,
            LoadSettings settings,
            List<Reply> replies,
            List<Sample> samples,
            Duration look,
            HostWitness witness) {
        Duration grace = Duration.ofNanos((long) (witness.sendLagP99Micros() * 1000));
        List<Target> widened = settings.targets().stream()
                .map(target -> target.widened(grace, LATER_THAN_P99))
                .toList();
        List<Reply> alone = new ArrayList<>();
        for (int i = 0; i < samples.size(); i++) {
            Sample sample = samples.get(i);
            long delay = sample.lagNanos() + stolen.delay(sample);
            alone.add(replies.get(i).without(delay, stolen.mayHaveFailed(sample)));
        }
        return HostMonitor.isOtherwiseSteady(witness)
                && grace.compareTo(settings.timeout().dividedBy(2)) < 0
                && LoadJudge.together(LoadJudge.judge(widened, alone, look.toNanos())) == Decision.OUTSIDE;
    }

    private static void wait(Load load, LoadSettings settings, Duration look, Stage stage) {
        long end = settings.warmUp().plus(look).toNanos();
        double whole = settings.warmUp().plus(settings.first()).toNanos();
        while (load.now() < end) {
            double seconds = Math.max(0, load.now() - settings.warmUp().toNanos()) / 1e9;
            stage.report(
                    Math.min(1, load.now() / whole),
                    "Sending " + Words.rate(settings.rate()) + ", measured "
                            + Words.seconds(Duration.ofSeconds((long) seconds)) + " of " + Words.seconds(look));
            load.await(Math.min(end, load.now() + 1_000_000_000L));
        }
    }

    static long lagP99(List<Sample> samples) {
        long[] lags = samples.stream().mapToLong(Sample::lagNanos).sorted().toArray();
        return lags.length == 0 ? 0 : lags[(int) Math.ceil(lags.length * 0.99) - 1];
    }

    int size() {
        return latencies.length;
    }

    int failed() {
        return wrong + failures.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** The latency below which a share of the requests lies, in milliseconds. */
    double quantileMillis(double share) {
        int rank = (int) Math.ceil(Math.clamp(share, 0, 1) * latencies.length);
        return latencies[Math.clamp(rank - 1, 0, latencies.length - 1)] / 1e6;
    }

    double maximumMillis() {
        return Arrays.stream(latencies).max().orElse(0) / 1e6;
    }
}
