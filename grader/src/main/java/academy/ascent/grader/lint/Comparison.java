package academy.ascent.grader.lint;

import academy.ascent.grader.check.Checks;
import academy.ascent.grader.check.Margin;
import academy.ascent.grader.lab.CheckSpec;
import academy.ascent.grader.lint.LabFinding.Kind;
import academy.ascent.grader.verdict.CheckResult;
import academy.ascent.grader.verdict.CheckResult.Outcome;
import academy.ascent.grader.verdict.Measurement;
import academy.ascent.grader.verdict.Measurement.Relation;
import academy.ascent.grader.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** Compares how a variant's grading ended with what the lab declares. */
final class Comparison {
    private final Variant variant;
    private final Grade grade;

    Comparison(Variant variant, Grade grade) {
        this.variant = variant;
        this.grade = grade;
    }

    /** What contradicts the lab for certain; undecided checks do not. */
    List<LabFinding> contradictions() {
        if (grade.verdict() instanceof Verdict.Refused) {
            return List.of(finding(
                    Kind.CONTRADICTED, "was " + grade.words() + "; mend its manifests, so that it can be measured"));
        }
        List<LabFinding> findings = new ArrayList<>();
        List<String> declared = variant.fails();
        for (CheckResult result : grade.results()) {
            boolean mustFail = declared.contains(result.id());
            if (result.outcome() == Outcome.FAILED && !mustFail) {
                findings.add(finding(
                        Kind.CONTRADICTED,
                        "fails " + result.id() + " (" + result.title() + "), which is not declared; mend it or "
                                + declaration()));
            }
            if (mustFail && result.outcome() != Outcome.FAILED && result.outcome() != Outcome.UNDECIDED) {
                findings.add(finding(
                        Kind.CONTRADICTED,
                        "must fail " + result.id() + " but it "
                                + "is " + result.outcome().name().toLowerCase(Locale.ROOT) + " (" + result.title()
                                + "); make the mistake plainer or the check stricter"));
            }
        }
        if (variant instanceof Variant.Starter && !declared.isEmpty() && grade.verdict() instanceof Verdict.Passed) {
            findings.add(finding(Kind.CONTRADICTED, "passes the lab as it is; there is nothing to learn from it"));
        }
        return findings;
    }

    /** Measured numbers that stand nearer to their target than the lab's margin allows. */
    List<LabFinding> narrowOnes() {
        List<LabFinding> findings = new ArrayList<>();
        for (CheckSpec spec : variant.lab().grading()) {
            grade.results().stream()
                    .filter(result -> result.id().equals(spec.id()))
                    .forEach(result -> narrow(spec, result, findings));
        }
        return findings;
    }

    private void narrow(CheckSpec spec, CheckResult result, List<LabFinding> findings) {
        List<String> nearest = new ArrayList<>();
        boolean clear = false;
        boolean missed = false;
        for (Map.Entry<String, Margin> entry :
                Checks.of(spec).margins(spec.with()).entrySet()) {
            String target = entry.getKey();
            Margin margin = entry.getValue();
            OptionalDouble multiple = multiple(result, target);
            if (multiple.isEmpty()) {
                continue;
            }
            double at = multiple.getAsDouble();
            nearest.add(String.format(Locale.ROOT, "%s stands at %.2f times its target", target, at));
            if (variant instanceof Variant.Solution && at > margin.inside()) {
                findings.add(finding(
                        Kind.NARROW,
                        spec.id() + ": " + nearest.getLast() + ", the solution may stand at " + margin.inside()
                                + " at most; make it better or the target wider"));
            }
            clear |= at >= margin.outside();
            missed |= at > 1;
        }
        // Where every number meets its target, the check failed by something that no margin is declared for.
        if (variant instanceof Variant.Flawed && result.outcome() == Outcome.FAILED && missed && !clear) {
            findings.add(finding(
                    Kind.NARROW,
                    spec.id() + ": " + String.join(", ", nearest)
                            + "; at least one must stand beyond its outer margin (1.4 if none is declared); make the"
                            + " mistake plainer"));
        }
    }

    /** A measured number as a multiple of its target; of what is missing to a hundred percent where it must be high. */
    private static OptionalDouble multiple(CheckResult result, String name) {
        return result.measurements().stream()
                .filter(measured -> measured.name().equals(name))
                .flatMapToDouble(measured -> multiple(measured).stream())
                .findFirst();
    }

    private static OptionalDouble multiple(Measurement measured) {
        Double target = measured.target();
        if (target == null) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(
                measured.relation() == Relation.AT_LEAST
                        ? (100 - measured.value()) / (100 - target)
                        : measured.value() / target);
    }

    private String declaration() {
        return switch (variant) {
            case Variant.Solution _ -> "correct the check: a solution passes all";
            case Variant.Starter _ -> "declare it in lab.yaml: starter: {fails: […]}";
            case Variant.Flawed _ -> "declare it in its flaw.yaml under fails";
        };
    }

    private LabFinding finding(Kind kind, String message) {
        return new LabFinding(kind, variant.lab().id(), variant.name(), message);
    }
}
