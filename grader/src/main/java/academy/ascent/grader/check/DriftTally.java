package academy.ascent.grader.check;

import academy.ascent.grader.statistics.Interval;
import academy.ascent.grader.statistics.Share;
import academy.ascent.grader.verdict.CheckResult.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What came of all streams of a check so far. */
final class DriftTally {
    /** Two looks, each bound of each at 1.25 %. */
    static final double ALPHA = 0.0125;

    private final DriftSettings settings;
    private final List<Heard> quiet = new ArrayList<>();
    private final List<Heard> drifted = new ArrayList<>();

    /** A stream and what the monitor said of it. */
    record Heard(DriftStream stream, DriftReplay.Played played) {}

    /** What was made of a drifted stream. */
    enum Answer {
        CAUGHT("caught"),
        EARLY("alarmed before anything drifted"),
        LATE("alarmed too late"),
        ELSEWHERE("alarmed without naming the column"),
        NEVER("never alarmed");

        private final String words;

        Answer(String words) {
            this.words = words;
        }

        /** After a count. */
        String words() {
            return words;
        }
    }

    /**
     * A share that is asked and what it amounts to.
     *
     * @param bad how many streams went wrong
     * @param all of how many
     * @param limit the largest share that may
     * @param bounds of the true share
     */
    record Judged(String name, long bad, long all, double limit, Interval bounds) {
        Outcome outcome() {
            if (bounds.high() <= limit) {
                return Outcome.PASSED;
            }
            return bounds.low() > limit ? Outcome.FAILED : Outcome.UNDECIDED;
        }
    }

    DriftTally(DriftSettings settings) {
        this.settings = settings;
    }

    void add(DriftStream stream, DriftReplay.Played played) {
        (stream.injection().isPresent() ? drifted : quiet).add(new Heard(stream, played));
    }

    List<Heard> quiet() {
        return List.copyOf(quiet);
    }

    List<Heard> drifted() {
        return List.copyOf(drifted);
    }

    /** How long after its onset a drifted stream must have alarmed: all of it where no delay is asked. */
    private int delay() {
        return settings.drifted()
                .flatMap(DriftSettings.Drifted::detection)
                .map(DriftSettings.Detection::delay)
                .orElse(settings.rows());
    }

    Answer answer(Heard heard) {
        int onset = heard.stream().onset().orElseThrow();
        if (heard.played().alarmedAt().isEmpty()) {
            return Answer.NEVER;
        }
        int rows = heard.played().alarmedAt().getAsInt() - onset;
        if (rows <= 0) {
            return Answer.EARLY;
        }
        if (rows > delay()) {
            return Answer.LATE;
        }
        String column = heard.stream().injection().orElseThrow().column();
        return names(heard.played().reasons(), column) ? Answer.CAUGHT : Answer.ELSEWHERE;
    }

    private static boolean names(List<String> reasons, String column) {
        Pattern word = Pattern.compile("(?<![\\w-])" + Pattern.quote(column) + "(?![\\w-])");
        return reasons.stream().anyMatch(reason -> word.matcher(reason).find());
    }

    /** Whether a stream went as it was asked. */
    boolean isRight(Heard heard) {
        if (heard.stream().injection().isEmpty()) {
            return heard.played().alarms() == 0;
        }
        DriftSettings.Drifted asked = settings.drifted().orElseThrow();
        return (asked.detection().isEmpty() || answer(heard) == Answer.CAUGHT)
                && (asked.repeats().isEmpty() || heard.played().alarms() <= 1)
                && (!asked.retrain() || heard.played().untold() == 0);
    }

    /** Every share that is asked. */
    List<Judged> shares() {
        List<Judged> shares = new ArrayList<>();
        settings.quiet()
                .ifPresent(asked -> shares.add(share(
                        DriftSettings.FALSE_ALARMS,
                        quiet.stream()
                                .filter(heard -> heard.played().alarms() > 0)
                                .count(),
                        quiet.size(),
                        asked.falseAlarms())));
        settings.drifted().ifPresent(asked -> {
            asked.detection()
                    .ifPresent(detection -> shares.add(share(
                            DriftSettings.POWER,
                            drifted.stream()
                                    .filter(heard -> answer(heard) != Answer.CAUGHT)
                                    .count(),
                            drifted.size(),
                            detection.missed())));
            asked.repeats()
                    .ifPresent(limit -> shares.add(share(
                            DriftSettings.REPEATS,
                            drifted.stream()
                                    .filter(heard -> heard.played().alarms() > 1)
                                    .count(),
                            drifted.size(),
                            limit)));
        });
        return shares;
    }

    private static Judged share(String name, long bad, long all, double limit) {
        return new Judged(name, bad, all, limit, Share.bounds(bad, all, 1, ALPHA));
    }

    /** How many alarms started no retrain action, where one is asked for. */
    long untold() {
        return asksRetraining()
                ? drifted.stream().mapToLong(heard -> heard.played().untold()).sum()
                : 0;
    }

    /** Whether retraining is asked for and no stream alarmed, so that there was nothing to start it. */
    boolean isSilent() {
        return asksRetraining()
                && !drifted.isEmpty()
                && drifted.stream().allMatch(heard -> heard.played().alarms() == 0);
    }

    private boolean asksRetraining() {
        return settings.drifted().filter(DriftSettings.Drifted::retrain).isPresent();
    }

    Outcome outcome() {
        List<Outcome> outcomes = shares().stream().map(Judged::outcome).toList();
        if (outcomes.contains(Outcome.FAILED) || untold() > 0 || isSilent()) {
            return Outcome.FAILED;
        }
        return outcomes.contains(Outcome.UNDECIDED) ? Outcome.UNDECIDED : Outcome.PASSED;
    }
}
