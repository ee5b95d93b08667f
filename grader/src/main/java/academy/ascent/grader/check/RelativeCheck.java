package academy.ascent.grader.check;

import academy.ascent.grader.host.MeasuringWindow;
import academy.ascent.grader.lab.CheckSpec;
import academy.ascent.grader.lab.Settings;
import academy.ascent.grader.verdict.CheckResult.Outcome;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * {@code relative}: percentiles of the latency as multiples of the lab's reference, each of the two alone in the same
 * protected place at the same rate, block by block in turn.
 *
 * <p>Noise falls on the reference's blocks, too, so that it may help as well as harm: a pass and a failure both stand on a
 * clean host only.
 */
public final class RelativeCheck implements Check {
    private static final int MOST_ROUNDS = 3;

    @Override
    public String kind() {
        return "relative";
    }

    @Override
    public void validate(Settings with) {
        RelativeSettings.read(with);
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
        SoloPlan plan = RelativeSettings.read(with).plan();
        return plan.warmUp().plus(plan.first().multipliedBy(2));
    }

    @Override
    public Map<String, Margin> margins(Settings with) {
        Map<String, Margin> margins = new LinkedHashMap<>();
        RelativeSettings.read(with)
                .limits()
                .forEach(limit -> margins.put(limit.measured(), Margin.read(with, limit.name())));
        return margins;
    }

    @Override
    public Finding run(CheckSpec spec, Stage stage) {
        RelativeSettings settings = RelativeSettings.read(spec.with());
        try (MeasuringWindow.Held held = stage.enterWindow()) {
            for (int round = 1; ; round++) {
                RelativeRound.Result measured = RelativeRound.measure(spec.id(), settings, stage);
                boolean open = measured.verdict().outcome() == Outcome.UNDECIDED;
                if (open || measured.witness().clean() || round == MOST_ROUNDS) {
                    return new RelativeReport(settings, measured).finding();
                }
                stage.report(1, "Measuring again: " + measured.witness().reason());
            }
        }
    }
}
