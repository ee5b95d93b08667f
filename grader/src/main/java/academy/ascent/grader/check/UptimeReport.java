package academy.ascent.grader.check;

import academy.ascent.grader.picture.StripPicture;
import academy.ascent.grader.verdict.CheckResult.Ground;
import academy.ascent.grader.verdict.CheckResult.Outcome;
import academy.ascent.grader.verdict.Evidence;
import academy.ascent.grader.verdict.HostWitness;
import academy.ascent.grader.verdict.Measurement;
import academy.ascent.grader.verdict.Measurement.Relation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Puts episodes into words, numbers and a picture. */
final class UptimeReport {
    private static final StripPicture.Words PICTURE =
            new StripPicture.Words("a replica is killed", "all ready again", "seconds after the kill");

    private UptimeReport() {}

    static Finding finding(
            UptimeSettings settings,
            List<Episode> episodes,
            UptimeVerdict verdict,
            HostWitness witness,
            boolean blamable) {
        boolean spared = verdict.outcome() == Outcome.FAILED && !blamable;
        Outcome outcome = spared ? Outcome.UNDECIDED : verdict.outcome();
        String title = "available " + Words.percent(verdict.availability()) + ", target "
                + Words.percent(settings.availability()) + (outcome == Outcome.UNDECIDED ? ": cannot tell" : "");
        String numbers = numbers(settings, episodes, verdict);
        List<StripPicture.Strip> strips = new ArrayList<>();
        for (Episode episode : episodes) {
            String label = "kill " + (strips.size() + 1);
            strips.add(new StripPicture.Strip(
                    label, episode.slots(), episode.recovered().toMillis() / 1e3));
        }
        return new Finding(
                Ground.MEASURED,
                outcome,
                title,
                explanation(settings, episodes, numbers, outcome, spared ? witness.reason() : ""),
                measurements(settings, episodes, verdict, witness),
                List.of(new Evidence(
                        Evidence.Kind.PICTURE, title, numbers, StripPicture.draw(title, numbers, PICTURE, strips))));
    }

    /** What is found when no replica is there to be killed, because the load alone brings all of them down. */
    static Finding neverReady(Duration waited) {
        return new Finding(
                Ground.MEASURED,
                Outcome.FAILED,
                "no replica was ready for " + Words.seconds(waited),
                "Expected a replica that could be killed, but under load alone none was ready for "
                        + Words.seconds(waited)
                        + ". The replicas end by themselves or never pass their readinessProbe: look at the memory limit, at"
                        + " the livenessProbe and at the logs.",
                List.of(),
                List.of());
    }

    private static String numbers(UptimeSettings settings, List<Episode> episodes, UptimeVerdict verdict) {
        long failed = episodes.stream().mapToLong(Episode::failures).sum();
        long all = episodes.stream().mapToLong(Episode::intended).sum();
        return episodes.size() + " times one replica was killed at " + Words.rate(settings.rate()) + ": "
                + Words.count(failed) + " of " + Words.count(all)
                + " requests failed, all replicas were ready again after "
                + Words.seconds(worst(episodes)) + " at most. The true availability lies between "
                + Words.percent(verdict.bounds().low()) + " and "
                + Words.percent(verdict.bounds().high()) + ".";
    }

    private static String explanation(
            UptimeSettings settings, List<Episode> episodes, String numbers, Outcome outcome, String spared) {
        List<String> lines = new ArrayList<>();
        lines.add("Expected at least " + Words.percent(settings.availability())
                + " of the requests answered rightly from each kill until all replicas were ready again, and for "
                + Words.seconds(settings.window()) + " at least. No request is sent twice.");
        lines.add(numbers);
        for (Episode episode : episodes) {
            if (!episode.cameBack()) {
                lines.add("After " + episode.replica()
                        + " was killed, the replicas did not all become ready again within "
                        + Words.seconds(episode.recovered()) + ".");
            }
        }
        switch (outcome) {
            case FAILED ->
                lines.add("While one replica is down another one has to answer, and a new one may only be sent"
                        + " requests when it is ready: look at replicas and readinessProbe in the Deployment.");
            case UNDECIDED ->
                lines.add(
                        spared.isEmpty()
                                ? "The episodes differ too much to tell."
                                : "This is not held against the submission, since " + spared + ".");
            case PASSED, SKIPPED -> {}
        }
        return String.join("\n", lines);
    }

    private static List<Measurement> measurements(
            UptimeSettings settings, List<Episode> episodes, UptimeVerdict verdict, HostWitness witness) {
        return List.of(
                new Measurement(
                        "availability",
                        100 * verdict.availability(),
                        "%",
                        100 * verdict.bounds().low(),
                        100 * verdict.bounds().high(),
                        100 * settings.availability(),
                        Relation.AT_LEAST),
                Measurement.plain("episodes", episodes.size(), "episodes"),
                Measurement.plain("slowest recovery", worst(episodes).toMillis() / 1e3, "s"),
                Measurement.plain(
                        "requests",
                        episodes.stream().mapToInt(Episode::intended).sum(),
                        "requests"),
                Measurement.plain("send lag p99", witness.sendLagP99Micros() / 1e3, "ms"));
    }

    private static Duration worst(List<Episode> episodes) {
        return episodes.stream()
                .map(Episode::recovered)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }
}
