package academy.ascent.site.submission;

import academy.ascent.site.Href;
import academy.ascent.site.Page;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A submission: live while it is graded, its result afterwards.
 *
 * @param lab the lab's title
 * @param back the lab's address
 * @param learner who handed it in, where that is not the viewer
 * @param number counts the learner's submissions for this lab
 * @param state a word such as {@code passed}
 * @param headline the verdict for a person
 * @param decision what a person decided over it
 * @param decide where this viewer may decide
 * @param appeal where its learner asks for a person to look
 * @param summary one sentence under it
 * @param reasons why it was refused, could not be told, or broke; each a line
 * @param attempt whether an attempt was used
 * @param notes what happened on the way, such as repeated runs
 * @param first the first failing check, shown first
 * @param checks the others, in the lab's order
 * @param reference the lab's own solution, after a pass
 * @param lines the files line by line, with what is said about them
 * @param comments how many comments stand there
 * @param pin the lab at its content
 * @param json the same for programs
 * @param report the same as one file to keep
 */
public record ResultPage(
        String lab,
        Href back,
        int level,
        Optional<String> learner,
        int number,
        Instant handedInAt,
        Optional<Instant> concludedAt,
        String state,
        String headline,
        Optional<Decision> decision,
        Optional<Href> decide,
        Optional<Href> appeal,
        String summary,
        List<String> reasons,
        String attempt,
        List<String> notes,
        Optional<Next> next,
        Optional<Live> live,
        Optional<Climb> climb,
        Optional<Check> first,
        List<Check> checks,
        List<Fact> facts,
        List<CodeFile> files,
        List<CodeFile> reference,
        Href lines,
        long comments,
        String pin,
        Href json,
        Href report)
        implements Page {
    public ResultPage {
        reasons = List.copyOf(reasons);
        notes = List.copyOf(notes);
        checks = List.copyOf(checks);
        facts = List.copyOf(facts);
        files = List.copyOf(files);
        reference = List.copyOf(reference);
    }

    @Override
    public String template() {
        return "submission/result.jte";
    }

    @Override
    public String title() {
        return headline + ": " + lab + ", no. " + number;
    }

    /**
     * What a person decided or had measured again; it counts, and what was measured first stays beside it.
     *
     * @param state {@code passed} or {@code failed}
     * @param headline the same with the points, for example {@code Passed by decision: 85 of 100 points}
     * @param who who did what, with name and role
     * @param measured what was measured, in words
     * @param evidence what was measured anew, if that is why
     */
    public record Decision(
            String state,
            String headline,
            String reason,
            String who,
            Instant at,
            String measured,
            Optional<Href> evidence) {}

    /** The comments in words; empty if there are none. */
    public String said() {
        return comments == 0 ? "" : comments == 1 ? "1 comment on a line" : comments + " comments on lines";
    }

    /**
     * The one thing to do next.
     *
     * @param href within the page if it begins with {@code #}
     * @param from when it becomes possible, if not at once
     */
    public record Next(String text, String href, Optional<Instant> from) {}

    /**
     * What goes on now.
     *
     * @param events the live stream
     * @param after the last event that this page shows
     * @param place the place in the queue and the expected time, for a person
     * @param fraction from 0 to 1
     * @param line what is being done
     */
    public record Live(Href events, long after, List<Stage> stages, String place, double fraction, String line) {
        public Live {
            stages = List.copyOf(stages);
        }
    }

    /**
     * A station of the grading.
     *
     * @param standing {@code done}, {@code now} or {@code later}
     */
    public record Stage(String state, String words, String standing) {}

    /**
     * One check's finding.
     *
     * @param measures the numbers that have a target
     * @param besides the other numbers in one line, or empty
     */
    public record Check(
            String id,
            String outcome,
            int earned,
            int points,
            boolean must,
            String finding,
            List<String> explanation,
            List<String> hints,
            String ground,
            List<Measure> measures,
            String besides,
            List<Figure> figures,
            List<Text> texts) {
        public Check {
            explanation = List.copyOf(explanation);
            hints = List.copyOf(hints);
            measures = List.copyOf(measures);
            figures = List.copyOf(figures);
            texts = List.copyOf(texts);
        }
    }

    /**
     * A measured number as it is read.
     *
     * @param interval for example {@code 11.3 to 14.8 ms}, or empty
     * @param target for example {@code at most 50 ms}
     * @param met {@code met} or {@code missed}
     */
    public record Measure(
            String name, String value, String interval, String target, String met, Optional<Gauge> gauge) {}

    /**
     * Number, interval and target on one line, from 0 to 200 units.
     *
     * @param low where the interval begins
     * @param width how long it is
     * @param words the same in words
     */
    public record Gauge(double low, double width, double value, double target, String words) {}

    /**
     * A picture of a measurement.
     *
     * @param svg drawn by the grader
     * @param alternative the same in words
     */
    public record Figure(String title, String alternative, String svg) {}

    /** A log or an example. */
    public record Text(String title, String content) {}

    /** A number about the run. */
    public record Fact(String name, String value) {}

    /** A file as text. */
    public record CodeFile(String path, String text) {}
}
