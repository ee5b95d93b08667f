package academy.ascent.grader.check;

import academy.ascent.grader.lab.CheckSpec;
import academy.ascent.grader.lab.Settings;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * By what a person reads a submission.
 *
 * @param reads globs of the files to read; each must match one
 * @param criteria what is asked of them, in the lab's order
 */
public record Rubric(List<String> reads, List<Criterion> criteria) {
    private static final int MOST_CRITERIA = 12;
    private static final int LONGEST = 200;

    public Rubric {
        reads = List.copyOf(reads);
        criteria = List.copyOf(criteria);
    }

    /**
     * One thing that is asked.
     *
     * @param asks for the learner and the reader, such as {@code Names an alternative with its cost}
     * @param points the most that it is worth
     */
    public record Criterion(String asks, int points) {}

    /** The rubric of a criterion of the kind {@value ReviewCheck#KIND}. */
    public static Rubric of(CheckSpec spec) {
        return read(spec.with());
    }

    static Rubric read(Settings with) {
        with.allowing("reads", "rubric");
        List<String> reads = Globs.read(with, "reads");
        if (reads.isEmpty()) {
            throw with.problem("reads", "is missing or empty; name the files that the person is to read");
        }
        List<Criterion> criteria =
                with.mappings("rubric").stream().map(Rubric::criterion).toList();
        if (criteria.isEmpty() || criteria.size() > MOST_CRITERIA) {
            throw with.problem(
                    "rubric", "has " + criteria.size() + " criteria; write 1 to " + MOST_CRITERIA + " of them");
        }
        return new Rubric(reads, criteria);
    }

    private static Criterion criterion(Settings entry) {
        entry.allowing("asks", "points");
        String asks = entry.text("asks");
        if (asks.length() > LONGEST) {
            throw entry.problem("asks", "has " + asks.length() + " characters; write at most " + LONGEST);
        }
        return new Criterion(asks, entry.integer("points", 1, 1000));
    }

    /** Those of these paths that the person is to read, in their order. */
    public List<String> among(Collection<String> paths) {
        Set<String> chosen = new HashSet<>();
        reads.forEach(glob -> chosen.addAll(Globs.matching(glob, paths)));
        return paths.stream().filter(chosen::contains).toList();
    }

    /** What it gives at most. */
    public int points() {
        return criteria.stream().mapToInt(Criterion::points).sum();
    }

    /** A line a criterion. */
    String words() {
        StringBuilder words = new StringBuilder();
        for (Criterion criterion : criteria) {
            words.append(String.format(Locale.ROOT, "%d points: %s%n", criterion.points(), criterion.asks()));
        }
        return words.toString();
    }
}
