package academy.ascent.grader.check;

import academy.ascent.grader.check.DriftTally.Heard;
import academy.ascent.grader.picture.DriftPicture;
import academy.ascent.grader.verdict.CheckResult.Ground;
import academy.ascent.grader.verdict.CheckResult.Outcome;
import academy.ascent.grader.verdict.Evidence;
import academy.ascent.grader.verdict.HostWitness;
import academy.ascent.grader.verdict.Measurement;
import academy.ascent.grader.verdict.Measurement.Relation;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Puts replayed streams into words, numbers and a picture. */
final class DriftReport {
    private final DriftSettings settings;
    private final DriftTally tally;

    private DriftReport(DriftSettings settings, DriftTally tally) {
        this.settings = settings;
        this.tally = tally;
    }

    /** What was found; the host cannot be to blame, since the streams went in step with the monitor. */
    static Finding finding(DriftSettings settings, DriftTally tally, HostWitness witness) {
        DriftReport report = new DriftReport(settings, tally);
        Outcome outcome = tally.outcome();
        String title = report.title() + (outcome == Outcome.UNDECIDED ? ": cannot tell" : "");
        String numbers = String.join("\n", report.numbers());
        List<String> lines = new ArrayList<>(report.expectations());
        lines.add(numbers);
        lines.addAll(report.advice(outcome));
        return new Finding(
                Ground.MEASURED,
                outcome,
                title,
                String.join("\n", lines),
                report.measurements(witness),
                List.of(new Evidence(Evidence.Kind.PICTURE, title, numbers, report.picture(title, numbers))));
    }

    /** The service has no monitor that can be asked, or refuses rows. */
    static Finding unusable(String why, HostWitness witness) {
        return new Finding(
                Ground.MEASURED,
                Outcome.FAILED,
                "the monitor cannot be asked",
                "Expected a monitor whose report can be read and that begins anew when it is told to. " + why
                        + ".\nLook at the monitor's name under drift in serving.yaml: it is the model or route that it"
                        + " watches, and its address.",
                List.of(Measurement.plain("foreign CPU", 100 * witness.foreignShare(), "%")),
                List.of());
    }

    /** Streams could not be replayed as a whole. */
    static Finding lost(String why, int tries, HostWitness witness) {
        return new Finding(
                Ground.MEASURED,
                witness.clean() ? Outcome.FAILED : Outcome.UNDECIDED,
                "a stream could not be replayed",
                "Expected every request of a stream to be answered and counted. " + tries
                        + " times in a row one was not: "
                        + why + ".\n"
                        + (witness.clean()
                                ? "Look at the memory limit and at the logs."
                                : "This is not held against the submission, since " + witness.reason() + "."),
                List.of(),
                List.of());
    }

    private String title() {
        List<String> parts = new ArrayList<>();
        for (DriftTally.Judged target : tally.shares()) {
            parts.add(
                    switch (target.name()) {
                        case DriftSettings.FALSE_ALARMS ->
                            target.bad() + " of " + target.all() + " quiet streams alarmed";
                        case DriftSettings.POWER ->
                            (target.all() - target.bad()) + " of " + target.all() + " drifts caught";
                        default -> target.bad() + " of " + target.all() + " drifts alarmed again and again";
                    });
        }
        if (tally.isSilent()) {
            parts.add("no alarm to start a retraining");
        } else if (tally.untold() > 0) {
            parts.add(Words.count(tally.untold()) + " alarms without a retrain action");
        }
        return parts.isEmpty() ? "every alarm started a retraining" : String.join(", ", parts);
    }

    private List<String> expectations() {
        List<String> lines = new ArrayList<>();
        settings.quiet()
                .ifPresent(asked -> lines.add("Expected at most " + Words.percent(asked.falseAlarms())
                        + " of streams of " + Words.count(settings.rows()) + " rows without drift to alarm"
                        + (asked.moved().isEmpty()
                                ? "."
                                : "; " + String.join(", ", asked.moved()) + " were moved by up to "
                                        + Words.plain(asked.shift()) + " standard deviations, which is harmless.")));
        settings.drifted().ifPresent(asked -> {
            asked.detection()
                    .ifPresent(detection -> lines.add("Expected an alarm that names the column in at least "
                            + Words.percent(detection.power()) + " of drifted streams, at most "
                            + Words.count(detection.delay()) + " rows after the drift began and not before."));
            asked.repeats()
                    .ifPresent(limit -> lines.add("Expected at most " + Words.percent(limit)
                            + " of drifted streams to alarm more than once in " + Words.count(settings.rows())
                            + " rows."));
            if (asked.retrain()) {
                lines.add("Expected every alarm to start the retrain action.");
            }
        });
        return lines;
    }

    private List<String> numbers() {
        List<String> lines = new ArrayList<>();
        for (DriftTally.Judged target : tally.shares()) {
            lines.add(name(target.name()) + ": " + target.bad() + " of " + target.all()
                    + " streams, so the true share lies between "
                    + Words.percent(target.bounds().low()) + " and "
                    + Words.percent(target.bounds().high()) + "; at most " + Words.percent(target.limit())
                    + " is allowed.");
        }
        Map<String, List<Heard>> kinds = tally.drifted().stream()
                .collect(Collectors.groupingBy(
                        heard -> heard.stream().injection().orElseThrow().words(),
                        LinkedHashMap::new,
                        Collectors.toList()));
        kinds.forEach((kind, streams) -> lines.add(kind + ": " + answers(streams) + "."));
        return lines;
    }

    private static String name(String target) {
        return switch (target) {
            case DriftSettings.FALSE_ALARMS -> "False alarms";
            case DriftSettings.POWER -> "Not caught";
            default -> "Alarmed more than once";
        };
    }

    /** Such as {@code 8 caught, after 300 rows in the middle and 500 at most, 2 never alarmed}. */
    private String answers(List<Heard> streams) {
        Map<DriftTally.Answer, Integer> counts = new EnumMap<>(DriftTally.Answer.class);
        streams.forEach(heard -> counts.merge(tally.answer(heard), 1, Integer::sum));
        List<Integer> delays = streams.stream()
                .filter(heard -> tally.answer(heard) == DriftTally.Answer.CAUGHT)
                .map(heard -> heard.played().alarmedAt().orElseThrow()
                        - heard.stream().onset().orElseThrow())
                .sorted()
                .toList();
        return counts.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey().words()
                        + (entry.getKey() == DriftTally.Answer.CAUGHT
                                ? ", after " + delays.get(delays.size() / 2) + " rows in the middle and "
                                        + delays.getLast() + " at most"
                                : ""))
                .collect(Collectors.joining(", "));
    }

    private List<String> advice(Outcome outcome) {
        List<String> lines = new ArrayList<>();
        if (outcome == Outcome.UNDECIDED) {
            lines.add("That many streams cannot tell.");
        }
        for (DriftTally.Judged target : tally.shares()) {
            if (target.outcome() == Outcome.FAILED) {
                lines.add(
                        switch (target.name()) {
                            case DriftSettings.FALSE_ALARMS ->
                                "Look at the reference data (are they what the service sees on a good day?), at the"
                                        + " window's rows and at tests and thresholds: a p-value finds any difference once"
                                        + " there are rows enough, and a small window differs by chance.";
                            case DriftSettings.POWER ->
                                "Look at the columns that are watched, at drifted-share, at the thresholds and at how"
                                        + " many rows pass until a window ends and an episode may begin.";
                            default ->
                                "Look at end-after and cool-down under episodes: one drift is one episode, and each"
                                        + " episode starts a training.";
                        });
            }
        }
        if (tally.isSilent()) {
            lines.add("No drifted stream alarmed, so nothing would have started a training.");
        }
        if (tally.untold() > 0) {
            lines.add("The report shows episodes without retrain: declare the action under drift in serving.yaml.");
        }
        return lines;
    }

    private List<Measurement> measurements(HostWitness witness) {
        List<Measurement> measurements = new ArrayList<>();
        for (DriftTally.Judged target : tally.shares()) {
            measurements.add(measurement(target));
        }
        measurements.add(Measurement.plain(
                "streams", tally.quiet().size() + tally.drifted().size(), "streams"));
        measurements.add(Measurement.plain("foreign CPU", 100 * witness.foreignShare(), "%"));
        return measurements;
    }

    private static Measurement measurement(DriftTally.Judged target) {
        double share = 100.0 * target.bad() / target.all();
        double low = 100 * target.bounds().low();
        double high = 100 * target.bounds().high();
        double limit = 100 * target.limit();
        return target.name().equals(DriftSettings.POWER)
                ? new Measurement(
                        target.name(), 100 - share, "%", 100 - high, 100 - low, 100 - limit, Relation.AT_LEAST)
                : new Measurement(target.name(), share, "%", low, high, limit, Relation.AT_MOST);
    }

    private String picture(String title, String numbers) {
        List<DriftPicture.Strip> strips = Stream.concat(tally.quiet().stream(), tally.drifted().stream())
                .map(heard -> new DriftPicture.Strip(
                        heard.stream().injection().map(Injection::column).orElse("quiet"),
                        heard.stream().onset(),
                        heard.played().alarmedAt(),
                        tally.isRight(heard)))
                .toList();
        return DriftPicture.draw(title, numbers, settings.rows(), strips);
    }
}
