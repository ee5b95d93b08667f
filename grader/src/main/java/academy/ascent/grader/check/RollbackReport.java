package academy.ascent.grader.check;

import academy.ascent.grader.check.SplitSettings.Bad;
import academy.ascent.grader.check.SplitSettings.Rollback;
import academy.ascent.grader.picture.RollbackPicture;
import academy.ascent.grader.verdict.CheckResult.Ground;
import academy.ascent.grader.verdict.CheckResult.Outcome;
import academy.ascent.grader.verdict.Evidence;
import academy.ascent.grader.verdict.Measurement;
import academy.ascent.grader.verdict.Measurement.Relation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Puts what became of a bad arm into words, numbers and a picture. */
final class RollbackReport {
    private static final Duration SLOT = Duration.ofMillis(250);

    private RollbackReport() {}

    static Finding finding(SplitSettings settings, Rollback asked, List<RollbackTrial> trials) {
        Outcome outcome = together(trials.stream().map(RollbackTrial::outcome).toList());
        String arm = settings.arms().get(asked.onTrial()).name();
        String title = title(arm, asked, trials, outcome);
        String numbers =
                trials.stream().map(trial -> numbers(arm, asked, trial)).collect(Collectors.joining(" "));
        List<RollbackPicture.Strip> strips = trials.stream()
                .map(trial -> new RollbackPicture.Strip(trial.bad().name(), slots(trial, settings, asked)))
                .toList();
        double seconds = asked.backWithin().toMillis() / 1e3;
        return new Finding(
                Ground.MEASURED,
                outcome,
                title,
                explanation(settings, asked, trials, numbers),
                measurements(asked, trials),
                List.of(new Evidence(
                        Evidence.Kind.PICTURE,
                        title,
                        numbers,
                        RollbackPicture.draw(title, numbers, strips, SLOT.toMillis() / 1e3, seconds))));
    }

    static Finding neverInTraffic(SplitSettings settings, Rollback asked, int requests) {
        String arm = settings.arms().get(asked.onTrial()).name();
        return failed(
                arm + " is not in the traffic",
                "Expected " + arm + " to answer about "
                        + Words.percent(settings.arms().get(asked.onTrial()).weight()) + " of the requests to route "
                        + settings.route() + " while it is healthy, but it answered none of " + requests
                        + ". What is not in the traffic cannot be taken out of it: look at the route in serving.yaml.");
    }

    static Finding neverReady(Bad bad, Rollback asked, SplitSettings settings) {
        String arm = settings.arms().get(asked.onTrial()).name();
        return failed(
                "not ready with a bad " + arm,
                "Deployed with a bad version of " + arm + " (" + bad.name()
                        + "), the replicas did not become ready within 60 s. The version loads; it is bad when it is"
                        + " asked. Look at what the probes ask: a bad " + arm + " must not take the others down.");
    }

    private static Finding failed(String title, String explanation) {
        return new Finding(Ground.MEASURED, Outcome.FAILED, title, explanation, List.of(), List.of());
    }

    private static Outcome together(List<Outcome> outcomes) {
        if (outcomes.contains(Outcome.FAILED)) {
            return Outcome.FAILED;
        }
        return outcomes.contains(Outcome.UNDECIDED) ? Outcome.UNDECIDED : Outcome.PASSED;
    }

    private static String title(String arm, Rollback asked, List<RollbackTrial> trials, Outcome outcome) {
        if (outcome == Outcome.PASSED) {
            Duration latest = trials.stream()
                    .map(trial -> trial.verdict().lastMet())
                    .max(Duration::compareTo)
                    .orElse(Duration.ZERO);
            return "bad " + arm + " taken out after " + Words.seconds(latest) + ", limit "
                    + Words.seconds(asked.backWithin());
        }
        RollbackTrial first = trials.stream()
                .filter(trial -> trial.outcome() == outcome)
                .findFirst()
                .orElse(trials.getFirst());
        return outcome == Outcome.UNDECIDED
                ? "bad " + arm + " (" + first.bad().name() + "): cannot tell whether it was taken out"
                : "bad " + arm + " (" + first.bad().name() + ") still answered after "
                        + Words.seconds(asked.backWithin());
    }

    private static String numbers(String arm, Rollback asked, RollbackTrial trial) {
        RollbackVerdict verdict = trial.verdict();
        return "With " + arm + " bad (" + trial.bad().name() + ") "
                + Words.count(verdict.met().size()) + " of "
                + Words.count(verdict.all()) + " requests met it, the last one after "
                + Words.seconds(verdict.lastMet())
                + "; after " + Words.seconds(asked.backWithin()) + " " + Words.count(verdict.left()) + " of "
                + Words.count(verdict.after()) + " did, so that its share then lies between "
                + Words.percent(verdict.bounds().low()) + " and "
                + Words.percent(verdict.bounds().high()) + ".";
    }

    private static String explanation(
            SplitSettings settings, Rollback asked, List<RollbackTrial> trials, String numbers) {
        List<String> lines = new ArrayList<>();
        lines.add("The submission was deployed again with "
                + asked.bad().getFirst().file()
                + " exchanged for a bad one of the lab's, and its route " + settings.route() + " was asked at "
                + Words.rate(settings.rate()) + ". Expected the bad arm out of the traffic within "
                + Words.seconds(asked.backWithin()) + ", so that at most "
                + Words.percent(RollbackVerdict.LEFT) + " of the requests after that meet it.");
        lines.add(numbers);
        for (RollbackTrial trial : trials) {
            switch (trial.outcome()) {
                case FAILED ->
                    lines.add("Bad by " + trial.bad().name() + ", it stayed. Compare what the rollback of the route in"
                            + " serving.yaml counts as worse, by which margin and over how many requests, with how bad it"
                            + " was.");
                case UNDECIDED ->
                    lines.add(
                            trial.spared()
                                    ? "This is not held against the submission, since "
                                            + trial.witness().reason() + "."
                                    : "Too few requests met it afterwards to tell, and too many to be sure.");
                case PASSED, SKIPPED -> {}
            }
        }
        return String.join("\n", lines);
    }

    private static List<Measurement> measurements(Rollback asked, List<RollbackTrial> trials) {
        List<Measurement> measurements = new ArrayList<>();
        for (RollbackTrial trial : trials) {
            RollbackVerdict verdict = trial.verdict();
            String name = trial.bad().name();
            measurements.add(new Measurement(
                    name + ": last met after",
                    verdict.lastMet().toMillis() / 1e3,
                    "s",
                    null,
                    null,
                    asked.backWithin().toMillis() / 1e3,
                    Relation.AT_MOST));
            measurements.add(new Measurement(
                    name + ": share met afterwards",
                    100.0 * verdict.left() / Math.max(1, verdict.after()),
                    "%",
                    100 * verdict.bounds().low(),
                    100 * verdict.bounds().high(),
                    100 * RollbackVerdict.LEFT,
                    Relation.AT_MOST));
            measurements.add(Measurement.plain(name + ": met", verdict.met().size(), "requests"));
        }
        return measurements;
    }

    private static List<Boolean> slots(RollbackTrial trial, SplitSettings settings, Rollback asked) {
        int count = (int) Math.ceilDiv(RollbackTrial.length(settings, asked).toNanos(), SLOT.toNanos());
        boolean[] met = new boolean[count];
        for (long nanos : trial.verdict().met()) {
            met[(int) Math.min(count - 1, nanos / SLOT.toNanos())] = true;
        }
        List<Boolean> slots = new ArrayList<>();
        for (boolean one : met) {
            slots.add(one);
        }
        return slots;
    }
}
