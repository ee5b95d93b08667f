package academy.ascent.grader.check;

import academy.ascent.grader.lab.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code split} asks of a route.
 *
 * @param route the name that clients ask
 * @param arms who may answer; at least two
 * @param rate requests a second, at equal gaps
 * @param question what is asked of them
 */
record SplitSettings(String route, List<Arm> arms, double rate, Question question) {
    private static final double ROUNDING = 1e-9;

    SplitSettings {
        arms = List.copyOf(arms);
    }

    /**
     * One arm of the route.
     *
     * @param name for people
     * @param path where the lab's reference answers as this arm should
     * @param weight its share of the requests
     */
    record Arm(String name, String path, double weight) {}

    /** An entry of a lab asks one of two things. */
    sealed interface Question {}

    /**
     * How often each arm answers.
     *
     * @param requests at the first of two looks
     * @param band how far a share may be from its weight
     * @param key the request parameter whose values stay with their arm, if the split is sticky
     */
    record Shares(int requests, double band, Optional<String> key) implements Question {}

    /**
     * Whether an arm that is bad is taken out.
     *
     * @param onTrial which arm, by its place
     * @param bad the ways in which it is bad, one after the other
     * @param backWithin from the first request on
     */
    record Rollback(int onTrial, List<Bad> bad, Duration backWithin) implements Question {
        Rollback {
            bad = List.copyOf(bad);
        }
    }

    /**
     * A bad version: one file of the submission is exchanged.
     *
     * @param file in the submission
     * @param by the lab's file that takes its place
     */
    record Bad(String name, String file, String by) {}

    static SplitSettings read(Settings with) {
        with.allowing("route", "arms", "rate", "requests", "band", "sticky", "on-trial", "bad", "back-within");
        List<Arm> arms = arms(with);
        double rate = with.rate("rate");
        Question question = with.has("bad") ? rollback(with, arms) : shares(with, arms);
        return new SplitSettings(ServedName.read(with, "route"), arms, rate, question);
    }

    /** How many of the comparisons between arms and their weights are not the same one told twice. */
    int comparisons() {
        return arms.size() == 2 ? 1 : arms.size();
    }

    private static List<Arm> arms(Settings with) {
        List<Arm> arms = new ArrayList<>();
        Set<String> names = new HashSet<>();
        double sum = 0;
        for (Settings entry : with.mappings("arms")) {
            entry.allowing("name", "model", "version", "weight");
            String path = ServedName.inferPath(ServedName.read(entry, "model"), ServedName.optional(entry, "version"));
            Arm arm = new Arm(entry.text("name"), path, entry.share("weight"));
            if (!names.add(arm.name())) {
                throw entry.problem("name", "is that of an earlier arm; rename one");
            }
            arms.add(arm);
            sum += arm.weight();
        }
        if (arms.size() < 2 || Math.abs(sum - 1) > ROUNDING) {
            throw with.problem("arms", "must be two or more whose weights are 100% together");
        }
        return arms;
    }

    private static Shares shares(Settings with, List<Arm> arms) {
        refuse(with, "is asked of a bad arm; write bad: [{name, file, by}] too", "on-trial", "back-within");
        double band = with.share("band");
        for (Arm arm : arms) {
            if (band <= 0 || arm.weight() - band <= 0 || arm.weight() + band >= 1) {
                throw with.problem("band", "must leave every weight some room to 0% and to 100%");
            }
        }
        Optional<String> key = with.has("sticky") ? Optional.of(with.text("sticky")) : Optional.empty();
        return new Shares(with.integer("requests", 100, 100_000), band, key);
    }

    private static Rollback rollback(Settings with, List<Arm> arms) {
        refuse(with, "is not asked of a bad arm; write a second entry for it", "requests", "band", "sticky");
        String name = with.text("on-trial");
        List<String> names = arms.stream().map(Arm::name).toList();
        if (!names.contains(name) || arms.get(names.indexOf(name)).weight() < RollbackVerdict.LEFT * 3) {
            throw with.problem("on-trial", "must name an arm with a weight of 3% or more");
        }
        List<Bad> bad = new ArrayList<>();
        for (Settings entry : with.mappings("bad")) {
            entry.allowing("name", "file", "by");
            bad.add(new Bad(entry.text("name"), inside(entry, "file"), inside(entry, "by")));
        }
        Duration within = with.duration("back-within");
        if (bad.isEmpty() || !within.isPositive() || within.compareTo(Duration.ofMinutes(1)) > 0) {
            throw bad.isEmpty()
                    ? with.problem("bad", "is empty; write [{name: …, file: …, by: …}]")
                    : with.problem("back-within", "must be from 1us to 1m");
        }
        return new Rollback(names.indexOf(name), bad, within);
    }

    private static String inside(Settings entry, String key) {
        String path = entry.text(key);
        if (path.startsWith("/") || List.of(path.split("/", -1)).contains("..")) {
            throw entry.problem(key, "leaves its folder; write a relative path without ..");
        }
        return path;
    }

    private static void refuse(Settings with, String why, String... keys) {
        for (String key : keys) {
            if (with.has(key)) {
                throw with.problem(key, why);
            }
        }
    }
}
