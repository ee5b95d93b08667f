package academy.ascent.grader.check;

import academy.ascent.grader.check.RolloutPhase.Kind;
import academy.ascent.grader.load.Sample;
import academy.ascent.grader.picture.StripPicture;
import academy.ascent.grader.submission.Manifests;
import academy.ascent.grader.verdict.CheckResult.Ground;
import academy.ascent.grader.verdict.CheckResult.Outcome;
import academy.ascent.grader.verdict.Evidence;
import academy.ascent.grader.verdict.HostWitness;
import academy.ascent.grader.verdict.Measurement;
import academy.ascent.grader.verdict.Measurement.Relation;
import academy.ascent.sandbox.Admission.AdmittedObject;
import academy.ascent.sandbox.ManifestFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Puts changes of the release into words, numbers and a picture. */
final class RolloutReport {
    private static final StripPicture.Words PICTURE =
            new StripPicture.Words("a release is applied", "complete", "seconds after it was applied");

    private RolloutReport() {}

    static Finding finding(
            RolloutSettings settings,
            List<RolloutPhase> phases,
            RolloutVerdict verdict,
            HostWitness witness,
            List<AdmittedObject> objects) {
        boolean spared = verdict.outcome() == Outcome.FAILED && !witness.clean() && !verdict.byAnswers();
        Outcome outcome = spared ? Outcome.UNDECIDED : verdict.outcome();
        String title = title(settings, phases, verdict) + (outcome == Outcome.UNDECIDED ? ": cannot tell" : "");
        String numbers = numbers(settings, phases, verdict);
        List<String> lines = new ArrayList<>(List.of(expected(settings), numbers));
        lines.addAll(byKind(phases));
        switch (outcome) {
            case FAILED -> lines.addAll(RolloutAdvice.of(settings, phases, where(objects)));
            case UNDECIDED ->
                lines.add(
                        spared
                                ? "This is not held against the submission, since " + witness.reason() + "."
                                : "So few failures, or episodes so different, do not tell.");
            case PASSED, SKIPPED -> {}
        }
        return new Finding(
                Ground.MEASURED,
                outcome,
                title,
                String.join("\n", lines),
                measurements(settings, phases, verdict, witness),
                List.of(new Evidence(Evidence.Kind.PICTURE, title, numbers, picture(title, numbers, phases))));
    }

    /** What is found when the manifests do not say which release runs. */
    static Finding nothingToRelease(Release release, Manifests manifests) {
        return new Finding(
                Ground.STATIC,
                Outcome.FAILED,
                "no container names its release in " + release.variable(),
                "A release is rolled out by setting the variable " + release.variable() + " to \"" + release.name()
                        + "\" in the pod template, but no container of a Deployment in "
                        + manifests.files().stream().map(ManifestFile::path).collect(Collectors.joining(", "))
                        + " declares it with another value. Declare it under env, and let what is served depend on it.",
                List.of(),
                List.of());
    }

    private static String title(RolloutSettings settings, List<RolloutPhase> phases, RolloutVerdict verdict) {
        RolloutPhase last = phases.getLast();
        if (!last.complete()) {
            return last.kind().words() + " not complete after " + Words.seconds(last.took());
        }
        long failed = failures(phases);
        return (failed == 0 ? "no request failed" : "failed " + Words.percent(verdict.failed())) + ", at most "
                + Words.percent(settings.failed());
    }

    private static String expected(RolloutSettings settings) {
        return "Expected at most " + Words.percent(settings.failed()) + " of the requests failed or answered by the"
                + " wrong release while a release is rolled out and rolled back"
                + (settings.bad().isPresent() ? ", and while one that never becomes ready is tried" : "")
                + ", and each change complete within " + Words.seconds(settings.within())
                + ". No request is sent twice.";
    }

    private static String numbers(RolloutSettings settings, List<RolloutPhase> phases, RolloutVerdict verdict) {
        return phases.getLast().episode() + " episodes at " + Words.rate(settings.rate()) + ": "
                + Words.count(failures(phases)) + " of " + Words.count(requests(phases))
                + " requests failed, the slowest change took " + Words.seconds(slowest(phases))
                + ". The true share lies between "
                + Words.percent(verdict.bounds().low()) + " and "
                + Words.percent(verdict.bounds().high()) + ".";
    }

    private static List<String> byKind(List<RolloutPhase> phases) {
        List<String> lines = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            List<RolloutPhase> ofKind =
                    phases.stream().filter(phase -> phase.kind() == kind).toList();
            if (!ofKind.isEmpty()) {
                lines.add(Words.count(ofKind.size()) + " times " + kind.words() + ": " + reasons(ofKind));
            }
        }
        return lines;
    }

    private static String reasons(List<RolloutPhase> phases) {
        Map<Sample.Outcome, Integer> unanswered = new TreeMap<>();
        phases.forEach(phase -> phase.unanswered().forEach((why, count) -> unanswered.merge(why, count, Integer::sum)));
        List<String> parts = new ArrayList<>();
        unanswered.forEach((why, count) -> parts.add(Words.count(count) + " " + why.words()));
        long stale = phases.stream().mapToLong(RolloutPhase::stale).sum();
        long wrong = phases.stream().mapToLong(RolloutPhase::wrong).sum();
        if (stale > 0) {
            parts.add(Words.count(stale) + " answered by the release that should have gone");
        }
        if (wrong > 0) {
            parts.add(Words.count(wrong) + " answered as neither release answers");
        }
        return Words.count(failures(phases)) + " of " + Words.count(requests(phases)) + " failed"
                + (parts.isEmpty() ? "" : " (" + String.join(", ", parts) + ")") + ", complete after "
                + Words.seconds(slowest(phases)) + " at most.";
    }

    private static String where(List<AdmittedObject> objects) {
        return objects.stream()
                .filter(object -> object.kind().equals("Deployment"))
                .map(AdmittedObject::path)
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private static String picture(String title, String numbers, List<RolloutPhase> phases) {
        List<StripPicture.Strip> strips = phases.stream()
                .map(phase -> new StripPicture.Strip(
                        phase.kind().label() + " " + phase.episode(),
                        phase.slots(),
                        (phase.completedNanos() - phase.beginNanos()) / 1e9))
                .toList();
        return StripPicture.draw(title, numbers, PICTURE, strips);
    }

    private static List<Measurement> measurements(
            RolloutSettings settings, List<RolloutPhase> phases, RolloutVerdict verdict, HostWitness witness) {
        List<Measurement> measurements = new ArrayList<>(List.of(
                new Measurement(
                        RolloutSettings.FAILED,
                        100 * verdict.failed(),
                        "%",
                        100 * verdict.bounds().low(),
                        100 * verdict.bounds().high(),
                        100 * settings.failed(),
                        Relation.AT_MOST),
                new Measurement(
                        "slowest change",
                        slowest(phases).toMillis() / 1e3,
                        "s",
                        null,
                        null,
                        settings.within().toMillis() / 1e3,
                        Relation.AT_MOST),
                Measurement.plain("episodes", phases.getLast().episode(), "episodes"),
                Measurement.plain("requests", requests(phases), "requests")));
        for (Kind kind : Kind.values()) {
            List<RolloutPhase> ofKind =
                    phases.stream().filter(phase -> phase.kind() == kind).toList();
            if (!ofKind.isEmpty()) {
                measurements.add(Measurement.plain("failed in " + kind.words(), failures(ofKind), "requests"));
            }
        }
        measurements.add(Measurement.plain("send lag p99", witness.sendLagP99Micros() / 1e3, "ms"));
        return measurements;
    }

    private static long failures(List<RolloutPhase> phases) {
        return phases.stream().mapToLong(RolloutPhase::failures).sum();
    }

    private static long requests(List<RolloutPhase> phases) {
        return phases.stream().mapToLong(RolloutPhase::intended).sum();
    }

    private static Duration slowest(List<RolloutPhase> phases) {
        return phases.stream().map(RolloutPhase::took).max(Duration::compareTo).orElse(Duration.ZERO);
    }
}
