package academy.ascent.site.lab;

import academy.ascent.site.Href;
import academy.ascent.site.Page;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where a lab is worked: guide, files, editor, hand in.
 *
 * @param lab the lab's own address; every form of the page leads below it
 * @param guide rendered HTML
 * @param open the file that is shown
 * @param conflict set when a save met another one
 * @param problem why the last form was refused
 */
public record LabPage(
        String title,
        String summary,
        int level,
        int minutes,
        Href lab,
        String guide,
        List<FileLink> files,
        List<String> patterns,
        Optional<OpenFile> open,
        Optional<Conflict> conflict,
        Optional<String> problem,
        HandIn handIn)
        implements Page {
    public LabPage {
        files = List.copyOf(files);
        patterns = List.copyOf(patterns);
    }

    @Override
    public String template() {
        return "lab/lab.jte";
    }

    /** A path below the lab's own. */
    public String action(String name) {
        return lab.path() + "/" + name;
    }

    /**
     * A file of the list.
     *
     * @param changed whether the learner saved a version of it
     */
    public record FileLink(String path, Href href, boolean current, boolean editable, boolean changed) {}

    /**
     * The file that is shown.
     *
     * @param text empty if it is no text
     * @param number its newest version; 0 for the starter's own
     * @param starter whether the lab ships it, so that it can be reset but not removed
     */
    public record OpenFile(
            String path,
            Optional<String> text,
            boolean editable,
            int number,
            boolean starter,
            long size,
            Optional<Instant> savedAt,
            Href history,
            Href download) {
        /** The size for a person. */
        public String sizeText() {
            return size < 1024
                    ? size + " bytes"
                    : size < 1024 * 1024
                            ? String.format(java.util.Locale.ROOT, "%.1f KiB", size / 1024.0)
                            : String.format(java.util.Locale.ROOT, "%.1f MiB", size / 1024.0 / 1024.0);
        }
    }

    /**
     * What stands in the file now, when the learner's text was begun from an older version.
     *
     * @param number the version that stands now
     */
    public record Conflict(int number, String theirs) {}

    /**
     * What was handed in and whether more may be.
     *
     * @param open the submission that is being graded
     * @param nextTry when the next attempt may be made, if not at once
     * @param passed whether the lab was passed
     * @param terms what the learner's cohorts ask
     * @param paused why the lab's queue stands still, if it does
     */
    public record HandIn(
            int points,
            int pass,
            int checks,
            Optional<Href> open,
            Optional<Instant> nextTry,
            boolean passed,
            List<Term> terms,
            Optional<String> paused,
            List<Row> submissions) {
        public HandIn {
            terms = List.copyOf(terms);
            submissions = List.copyOf(submissions);
        }
    }

    /**
     * What a cohort asks of the lab, and what handing in now would mean there.
     *
     * @param extension why it is due later than for the others, or empty
     * @param late what lateness costs, or empty while there is time
     * @param counts whether what is handed in now would count
     * @param rule which result counts
     */
    public record Term(
            String cohort, Optional<Instant> due, String extension, String late, boolean counts, String rule) {}

    /**
     * A submission in short.
     *
     * @param state a word such as {@code passed}
     * @param result for example {@code 85 of 100}, or empty
     */
    public record Row(int number, String state, String result, Instant at, Href href) {}
}
