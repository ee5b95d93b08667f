package academy.ascent.grader.check;

import academy.ascent.grader.host.MeasuringWindow;
import academy.ascent.grader.lab.CheckSpec;
import academy.ascent.grader.lab.Settings;
import academy.ascent.grader.verdict.CheckResult.Outcome;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * {@code cost}: what a prediction costs. Money is what the manifests reserve, or what is used where that is more, for a
 * million right answers at the declared rate; work is the CPU time of a right answer beside that of the lab's reference.
 *
 * <p>CPU time does not count waiting for a core, so that it is hardly touched by neighbours; what can disturb it is time
 * that a hypervisor takes without saying so, a neighbour that empties the shared caches, and a processor that changes its
 * speed. All three fall on the reference's blocks, too. Late answers, which do come from waiting, earn nothing: so a
 * failure stands only on a clean host, unless what is reserved alone costs too much.
 */
public final class CostCheck implements Check {
    private static final int MOST_ROUNDS = 3;

    @Override
    public String kind() {
        return "cost";
    }

    @Override
    public void validate(Settings with) {
        CostSettings.read(with);
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
        CostSettings settings = CostSettings.read(with);
        SoloPlan plan = settings.plan();
        return plan.warmUp().plus(plan.first().multipliedBy(settings.arms()));
    }

    @Override
    public Map<String, Margin> margins(Settings with) {
        return CostSettings.margins(with);
    }

    @Override
    public Finding run(CheckSpec spec, Stage stage) {
        CostSettings settings = CostSettings.read(spec.with());
        Reservation reservation = Reservation.of(stage.objects());
        CostReport report = new CostReport(settings, reservation, stage.workspace());
        try (MeasuringWindow.Held held = stage.enterWindow()) {
            for (int round = 1; ; round++) {
                CostRound.Result measured = CostRound.measure(spec.id(), settings, reservation, stage);
                boolean spared = measured.verdict().outcome() == Outcome.FAILED && !measured.blamable();
                if (!spared || round == MOST_ROUNDS) {
                    return report.finding(measured, spared);
                }
                stage.report(1, "Measuring again: " + measured.witness().reason());
            }
        }
    }
}
