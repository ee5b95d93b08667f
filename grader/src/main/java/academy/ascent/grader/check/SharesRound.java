package academy.ascent.grader.check;

import academy.ascent.grader.check.SplitSettings.Shares;
import academy.ascent.grader.check.SplitVerdict.Answer;
import academy.ascent.grader.host.HostMonitor;
import academy.ascent.grader.host.MeasuringWindow;
import academy.ascent.grader.load.Call;
import academy.ascent.grader.load.Load;
import academy.ascent.grader.load.Sample;
import academy.ascent.grader.load.Schedule;
import academy.ascent.grader.verdict.CheckResult.Outcome;
import academy.ascent.grader.verdict.HostWitness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Requests that count who answers, in two looks. A sticky route is asked twice for each key: a look sends new keys, and
 * then the same ones in another order.
 */
final class SharesRound {
    static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final int LOOKS = 2;

    private SharesRound() {}

    static Duration length(SplitSettings settings, int requests) {
        return Duration.ofMillis((long) Math.ceil(requests / settings.rate() * 1000));
    }

    static Finding measure(String id, SplitSettings settings, Shares asked, Stage stage, ArmAnswers answers) {
        int look = asked.requests() / 2 * 2;
        int[] keys = keys(asked, look, stage.random(id));
        String run = Long.toHexString(stage.random(id + " keys").nextLong());
        List<Call> calls = asked.key()
                .map(parameter -> answers.calls(
                        settings.route(),
                        parameter,
                        IntStream.of(keys).mapToObj(key -> run + "-" + key).toList()))
                .orElseGet(() -> answers.calls(settings.route()));
        Schedule schedule = Schedule.constant(settings.rate(), length(settings, LOOKS * look));
        try (MeasuringWindow.Held held = stage.enterWindow();
                Load load = Load.start(schedule, calls, stage::endpoints, TIMEOUT)) {
            HostMonitor monitor = stage.watchHost(false);
            for (int done = 1; ; done++) {
                List<Sample> samples = settled(load, settings, done * look, stage);
                HostWitness witness = stage.witness(monitor, id, LoadRound.lagP99(samples), TIMEOUT);
                SplitVerdict verdict = SplitVerdict.of(settings, asked, told(samples, keys, answers));
                if (verdict.outcome() != Outcome.UNDECIDED || done == LOOKS) {
                    return SplitReport.finding(settings, asked, verdict, witness);
                }
            }
        }
    }

    /** Which key each request carries, by its place; without stickiness each its own. */
    static int[] keys(Shares asked, int look, SplittableRandom random) {
        int[] keys = IntStream.range(0, LOOKS * look).toArray();
        if (asked.key().isEmpty()) {
            return keys;
        }
        int half = look / 2;
        for (int start = 0; start < keys.length; start += look) {
            for (int i = 0; i < half; i++) {
                keys[start + half + i] = start + i;
            }
            for (int i = half - 1; i > 0; i--) {
                int other = random.nextInt(i + 1);
                int kept = keys[start + half + i];
                keys[start + half + i] = keys[start + half + other];
                keys[start + half + other] = kept;
            }
        }
        return keys;
    }

    private static List<Sample> settled(Load load, SplitSettings settings, int requests, Stage stage) {
        Duration end = length(settings, requests);
        while (load.now() < end.toNanos()) {
            stage.report(
                    Math.min(1, (double) load.now() / end.toNanos()),
                    "Asking route " + settings.route() + " at " + Words.rate(settings.rate()) + " to see who answers");
            load.await(Math.min(end.toNanos(), load.now() + 1_000_000_000L));
        }
        return load.settled(0, end.toNanos());
    }

    private static List<Answer> told(List<Sample> samples, int[] keys, ArmAnswers answers) {
        List<Answer> told = new ArrayList<>();
        for (Sample sample : samples) {
            told.add(new Answer(sample.intendedNanos(), keys[sample.index()], answers.armOf(sample)));
        }
        return told;
    }
}
