package academy.ascent.grader.check;

import academy.ascent.grader.host.MeasuringWindow;
import academy.ascent.grader.lab.CheckSpec;
import academy.ascent.grader.lab.Settings;
import academy.ascent.grader.verdict.CheckResult.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** {@code load}: latency and errors at the declared rate, open loop, timed from the intended start. */
public final class LoadCheck implements Check {
    private static final int MOST_ROUNDS = 3;

    @Override
    public String kind() {
        return "load";
    }

    @Override
    public void validate(Settings with) {
        LoadSettings.read(with);
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
        LoadSettings settings = LoadSettings.read(with);
        return settings.warmUp().plus(settings.first());
    }

    @Override
    public List<DecisionPlan> plans(Settings with) {
        LoadSettings settings = LoadSettings.read(with);
        List<Integer> looks = settings.usualLooks().stream()
                .map(look -> (int) (settings.rate() * look.toMillis() / 1e3))
                .toList();
        return settings.targets().stream()
                .map(target -> plan(target, Margin.read(with, target.name()), looks)
                        .among(settings.targets().size()))
                .toList();
    }

    private static DecisionPlan plan(Target target, Margin margin, List<Integer> looks) {
        return switch (target) {
            case Target.Latency latency ->
                DecisionPlan.ofQuantile(latency.name(), latency.share(), margin, looks, LoadJudge.ALPHA);
            case Target.Errors errors ->
                DecisionPlan.ofShare(errors.name(), errors.share(), margin, looks, LoadJudge.ALPHA);
        };
    }

    @Override
    public Finding run(CheckSpec spec, Stage stage) {
        LoadSettings settings = LoadSettings.read(spec.with());
        long seed = stage.random(spec.id()).nextLong();
        try (MeasuringWindow.Held held = stage.enterWindowToWarmUp()) {
            for (int round = 1; ; round++) {
                LoadRound measured = LoadRound.measure(spec.id(), settings, stage, seed + round);
                Outcome outcome = measured.decision().outcome();
                if (outcome != Outcome.FAILED || measured.blamable()) {
                    return LoadReport.finding(settings, measured, outcome);
                }
                if (round == MOST_ROUNDS) {
                    return LoadReport.finding(settings, measured, Outcome.UNDECIDED);
                }
                stage.report(1, "Measuring again: " + measured.witness().reason());
            }
        }
    }
}
