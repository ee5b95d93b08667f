package academy.ascent.grader.measure;

import academy.ascent.grader.check.Check;
import academy.ascent.grader.check.Checks;
import academy.ascent.grader.check.Finding;
import academy.ascent.grader.check.Stage;
import academy.ascent.grader.lab.CheckSpec;
import academy.ascent.grader.lab.Hint;
import academy.ascent.grader.lab.Lab;
import academy.ascent.grader.measure.GradingEvent.Phase;
import academy.ascent.grader.verdict.CheckResult;
import academy.ascent.grader.verdict.CheckResult.Ground;
import academy.ascent.grader.verdict.CheckResult.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs a lab's checks in order; one whose ground is gone is skipped. */
final class CheckRun {
    /** How far the whole is when the checks begin. */
    static final double PREPARED = 0.1;

    private static final double SMALLEST_STEP = 0.01;

    private final Lab lab;
    private final Consumer<GradingEvent> events;
    private final Clock clock;
    private final List<CheckResult> results = new ArrayList<>();
    private final double whole;
    private double done;
    private double current;
    private double reported = PREPARED;
    private String lastLine = "";
    private boolean measuring;

    CheckRun(Lab lab, Consumer<GradingEvent> events, Clock clock) {
        this.lab = lab;
        this.events = events;
        this.clock = clock;
        this.whole = lab.grading().stream().mapToDouble(this::seconds).sum();
    }

    /** Whether any check of the lab looks at the deployed submission. */
    boolean deploys() {
        return lab.grading().stream().anyMatch(spec -> Checks.of(spec).deploys(spec.with()));
    }

    List<CheckResult> all(Stage stage) {
        for (CheckSpec spec : lab.grading()) {
            Check check = Checks.of(spec);
            current = seconds(spec);
            Optional<CheckResult> gone = gone(check);
            if (check.measures() && !measuring && gone.isEmpty()) {
                measuring = true;
                clock.measuring();
                events.accept(new GradingEvent.PhaseStarted(Phase.MEASURING));
            }
            events.accept(new GradingEvent.CheckStarted(spec.id(), spec.check()));
            Finding finding = gone.map(CheckRun::skipped).orElseGet(() -> check.run(spec, stage));
            CheckResult result = result(spec, finding);
            results.add(result);
            done += current;
            events.accept(new GradingEvent.CheckFinished(result));
        }
        return List.copyOf(results);
    }

    /** Turns the progress of the running check into that of the whole. */
    void progress(double fraction, String line) {
        double now = PREPARED + (1 - PREPARED) * (done + current * Math.clamp(fraction, 0, 1)) / Math.max(whole, 1);
        double next = Math.clamp(now, reported, 1);
        if (!line.equals(lastLine) || next - reported >= SMALLEST_STEP) {
            reported = next;
            lastLine = line;
            events.accept(new GradingEvent.Progress(reported, line));
        }
    }

    private Optional<CheckResult> gone(Check check) {
        return results.stream()
                .filter(result -> check.needs().contains(result.check()))
                .filter(result -> result.outcome() == Outcome.FAILED || result.outcome() == Outcome.SKIPPED)
                .min(Comparator.comparing(result -> result.outcome() == Outcome.SKIPPED));
    }

    private static Finding skipped(CheckResult cause) {
        return new Finding(
                Ground.STATIC,
                Outcome.SKIPPED,
                "skipped because " + cause.id() + " failed",
                "Nothing was measured: this check stands on '" + cause.id() + "', which found: " + cause.title()
                        + ". Mend that first.",
                List.of(),
                List.of());
    }

    private CheckResult result(CheckSpec spec, Finding finding) {
        boolean passed = finding.outcome() == Outcome.PASSED;
        return new CheckResult(
                spec.id(),
                spec.check(),
                finding.ground(),
                finding.outcome(),
                spec.points(),
                passed ? spec.points() : 0,
                spec.must(),
                finding.title(),
                finding.explanation(),
                finding.outcome() == Outcome.FAILED ? hint(spec) : null,
                finding.measurements(),
                finding.evidence());
    }

    private @Nullable String hint(CheckSpec spec) {
        return lab.hints().stream()
                .filter(hint -> hint.on().equals(spec.id()) && hint.afterFailures() <= 1)
                .map(Hint::text)
                .findFirst()
                .orElse(null);
    }

    private double seconds(CheckSpec spec) {
        Duration expected = Checks.of(spec).expected(spec.with());
        return expected.toMillis() / 1e3;
    }
}
