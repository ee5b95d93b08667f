package academy.ascent.grader.check;

import academy.ascent.grader.check.SplitSettings.Rollback;
import academy.ascent.grader.check.SplitSettings.Shares;
import academy.ascent.grader.lab.CheckSpec;
import academy.ascent.grader.lab.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * {@code split}: how a route divides requests among its arms. An entry of a lab asks either for their shares, or that an
 * arm which turns bad is taken out of the traffic.
 */
public final class SplitCheck implements Check {
    /** From the manifests of a bad release to its readiness, as it usually is. */
    private static final Duration USUAL_START = Duration.ofSeconds(4);

    @Override
    public String kind() {
        return "split";
    }

    @Override
    public void validate(Settings with) {
        SplitSettings.read(with);
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
        SplitSettings settings = SplitSettings.read(with);
        return switch (settings.question()) {
            case Shares shares -> SharesRound.length(settings, shares.requests());
            case Rollback rollback ->
                RollbackTrial.length(settings, rollback)
                        .plus(USUAL_START)
                        .multipliedBy(rollback.bad().size());
        };
    }

    /** A band has two edges; a submission half way to either must be told to be inside, one as far beyond to be outside. */
    @Override
    public List<DecisionPlan> plans(Settings with) {
        SplitSettings settings = SplitSettings.read(with);
        if (!(settings.question() instanceof Shares shares)) {
            return List.of();
        }
        int keys = shares.key().isPresent() ? shares.requests() / 2 : shares.requests();
        double alpha = SplitVerdict.alpha(settings.comparisons());
        List<DecisionPlan> plans = new ArrayList<>();
        for (SplitSettings.Arm arm : settings.arms()) {
            double most = arm.weight() + shares.band();
            double inside = most - shares.band() / 2;
            double outside = Math.min(most + shares.band() / 2, (1 + most) / 2);
            Margin margin = new Margin(inside / most, outside / most);
            plans.add(new DecisionPlan(
                    SplitReport.most(arm), most, inside, outside, margin, List.of(keys, 2 * keys), alpha, alpha));
        }
        return plans;
    }

    @Override
    public Finding run(CheckSpec spec, Stage stage) {
        CaseBook.requireHttp(stage.lab(), spec.id());
        SplitSettings settings = SplitSettings.read(spec.with());
        ArmAnswers answers = ArmAnswers.of(stage, settings);
        return switch (settings.question()) {
            case Shares shares -> SharesRound.measure(spec.id(), settings, shares, stage, answers);
            case Rollback rollback -> RollbackTrial.all(spec.id(), settings, rollback, stage, answers);
        };
    }
}
