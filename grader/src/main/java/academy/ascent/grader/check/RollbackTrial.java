package academy.ascent.grader.check;

import academy.ascent.grader.check.SplitSettings.Bad;
import academy.ascent.grader.check.SplitSettings.Rollback;
import academy.ascent.grader.host.HostMonitor;
import academy.ascent.grader.host.MeasuringWindow;
import academy.ascent.grader.load.Load;
import academy.ascent.grader.load.Sample;
import academy.ascent.grader.load.Schedule;
import academy.ascent.grader.verdict.CheckResult.Outcome;
import academy.ascent.grader.verdict.HostWitness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One way in which an arm was bad, and what clients met of it.
 *
 * @param bad which
 * @param verdict what that decides
 * @param witness what the host did meanwhile
 */
record RollbackTrial(Bad bad, RollbackVerdict verdict, HostWitness witness) {
    /** With a weight of 3 % an arm that is in the traffic is missed so often with a probability of 1e-6. */
    private static final int REQUESTS_BEFORE = 460;

    static Duration length(SplitSettings settings, Rollback asked) {
        return asked.backWithin().plus(SharesRound.length(settings, RollbackVerdict.REQUESTS_AFTER));
    }

    /** Sees that the healthy arm is in the traffic, then tries each way of being bad. */
    static Finding all(String id, SplitSettings settings, Rollback asked, Stage stage, ArmAnswers answers) {
        try (MeasuringWindow.Held held = stage.enterWindow()) {
            if (!isInTraffic(settings, asked, stage, answers)) {
                return RollbackReport.neverInTraffic(settings, asked, REQUESTS_BEFORE);
            }
            List<RollbackTrial> trials = new ArrayList<>();
            for (Bad bad : asked.bad()) {
                try (BadRelease release = BadRelease.deploy(stage, id, bad)) {
                    stage.report(share(trials, asked), "Deploying with a bad " + arm(settings, asked));
                    if (!release.becameReady(stage.desiredReplicas())) {
                        return RollbackReport.neverReady(bad, asked, settings);
                    }
                    trials.add(trial(id, settings, asked, bad, release, stage, answers));
                }
            }
            return RollbackReport.finding(settings, asked, trials);
        }
    }

    private static boolean isInTraffic(SplitSettings settings, Rollback asked, Stage stage, ArmAnswers answers) {
        Schedule schedule = Schedule.constant(settings.rate(), SharesRound.length(settings, REQUESTS_BEFORE));
        return Load.run(schedule, answers.calls(settings.route()), stage::endpoints, SharesRound.TIMEOUT).stream()
                .anyMatch(sample -> answers.armOf(sample) == asked.onTrial());
    }

    private static RollbackTrial trial(
            String id,
            SplitSettings settings,
            Rollback asked,
            Bad bad,
            BadRelease release,
            Stage stage,
            ArmAnswers answers) {
        Schedule schedule = Schedule.constant(settings.rate(), length(settings, asked));
        HostMonitor monitor = stage.watchHost(release.sandbox());
        stage.report(
                0.5, "Asking route " + settings.route() + " while " + arm(settings, asked) + " is bad: " + bad.name());
        List<Sample> samples =
                Load.run(schedule, answers.calls(settings.route()), release::endpoints, SharesRound.TIMEOUT);
        HostWitness witness =
                stage.witness(monitor, id + " " + bad.name(), LoadRound.lagP99(samples), SharesRound.TIMEOUT);
        long[] nanos = samples.stream().mapToLong(Sample::intendedNanos).toArray();
        boolean[] good = new boolean[nanos.length];
        for (int i = 0; i < good.length; i++) {
            int arm = answers.armOf(samples.get(i));
            good[i] = arm != ArmAnswers.NOBODY && arm != asked.onTrial();
        }
        return new RollbackTrial(bad, RollbackVerdict.of(nanos, good, asked.backWithin()), witness);
    }

    /** What this trial says once the host is looked at. */
    Outcome outcome() {
        return spared() ? Outcome.UNDECIDED : verdict.outcome();
    }

    boolean spared() {
        return verdict.outcome() == Outcome.FAILED && !witness.clean();
    }

    private static String arm(SplitSettings settings, Rollback asked) {
        return settings.arms().get(asked.onTrial()).name();
    }

    private static double share(List<RollbackTrial> trials, Rollback asked) {
        return (double) trials.size() / asked.bad().size();
    }
}
