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
import java.util.stream.Collectors;

/** Puts episodes into words, numbers and a picture. */
final class UptimeReport {
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
            int round = strips.size() / settings.disruptions().size() + 1;
            String label = episode.disruption().label() + (round < 10 ? " " : "") + round;
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
                        Evidence.Kind.PICTURE,
                        title,
                        numbers,
                        StripPicture.draw(title, numbers, picture(settings), strips))));
    }

    private static StripPicture.Words picture(UptimeSettings settings) {
        String event = settings.disruptions().size() == 1
                ? settings.disruptions().getFirst().event()
                : "the fault begins";
        return new StripPicture.Words(event, "all ready again", "seconds from then on");
    }

    /** What is found when no replica is there to be disrupted, because the load alone brings all of them down. */
    static Finding neverReady(Duration waited) {
        return new Finding(
                Ground.MEASURED,
                Outcome.FAILED,
                "no replica was ready for " + Words.seconds(waited),
                "Expected a ready replica before each fault, but under load alone none was ready for "
                        + Words.seconds(waited)
                        + ". The replicas end by themselves or never pass their readinessProbe: look at the memory limit, at"
                        + " the livenessProbe and at the logs.",
                List.of(),
                List.of());
    }

    /** What is found where this machine cannot do to a submission what the lab asks for. */
    static Finding cannotRun(String reason) {
        return new Finding(
                Ground.STATIC,
                Outcome.UNDECIDED,
                "cannot run here: a fault cannot be made on this machine",
                reason + ". Nothing is held against the submission; grade it where that can be done.",
                List.of(),
                List.of());
    }

    private static String numbers(UptimeSettings settings, List<Episode> episodes, UptimeVerdict verdict) {
        List<Disruption> kinds = settings.disruptions();
        String what = kinds.stream().map(Disruption::past).collect(Collectors.joining(", and "));
        int rounds = Math.ceilDiv(episodes.size(), kinds.size());
        return rounds + (kinds.size() == 1 ? " times " : " times each ") + what + " at "
                + Words.rate(settings.rate()) + ": " + failed(episodes) + " requests failed"
                + (kinds.size() == 1 ? "" : " (" + each(settings, episodes) + ")")
                + ", all replicas were ready again after "
                + Words.seconds(worst(episodes)) + " at most. The true availability lies between "
                + Words.percent(verdict.bounds().low()) + " and "
                + Words.percent(verdict.bounds().high()) + ".";
    }

    private static String failed(List<Episode> episodes) {
        return Words.count(UptimeVerdict.failures(episodes)) + " of " + Words.count(UptimeVerdict.intended(episodes));
    }

    private static String each(UptimeSettings settings, List<Episode> episodes) {
        return settings.disruptions().stream()
                .map(kind -> kind.label() + " " + failed(of(kind, episodes)))
                .collect(Collectors.joining(", "));
    }

    private static List<Episode> of(Disruption kind, List<Episode> episodes) {
        return episodes.stream()
                .filter(episode -> episode.disruption().equals(kind))
                .toList();
    }

    private static String explanation(
            UptimeSettings settings, List<Episode> episodes, String numbers, Outcome outcome, String spared) {
        List<String> lines = new ArrayList<>();
        String events =
                settings.disruptions().stream().map(Disruption::event).collect(Collectors.joining(", or when "));
        lines.add("Expected at least " + Words.percent(settings.availability())
                + " of the requests answered rightly, from when " + events
                + " until all replicas are ready again, and for "
                + Words.seconds(settings.window()) + " at least. No request is sent twice.");
        lines.add(numbers);
        for (Episode episode : episodes) {
            if (!episode.cameBack()) {
                lines.add("After " + episode.disruption().past()
                        + (episode.replica().isEmpty() ? "" : " (" + episode.replica() + ")")
                        + ", the replicas did not all become ready again within " + Words.seconds(episode.recovered())
                        + ".");
            }
        }
        switch (outcome) {
            case FAILED -> lines.addAll(advice(settings, episodes));
            case UNDECIDED ->
                lines.add(
                        spared.isEmpty()
                                ? "The episodes differ too much to tell."
                                : "This is not held against the submission, since " + spared + ".");
            case PASSED, SKIPPED -> {}
        }
        return String.join("\n", lines);
    }

    /** What to do about each disruption that took more than its share. */
    private static List<String> advice(UptimeSettings settings, List<Episode> episodes) {
        return settings.disruptions().stream()
                .filter(kind -> isHarmed(settings, of(kind, episodes)))
                .map(Disruption::advice)
                .distinct()
                .toList();
    }

    private static boolean isHarmed(UptimeSettings settings, List<Episode> episodes) {
        double most = (1 - settings.availability()) * UptimeVerdict.intended(episodes);
        return UptimeVerdict.failures(episodes) > most || episodes.stream().anyMatch(episode -> !episode.cameBack());
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
