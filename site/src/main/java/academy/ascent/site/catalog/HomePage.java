package academy.ascent.site.catalog;

import academy.ascent.site.Href;
import academy.ascent.site.Page;
import java.util.List;
import java.util.Optional;

/**
 * The first page.
 *
 * @param heights the four levels, lowest first
 * @param lab what the first lab measures
 * @param report what was once measured for that lab
 * @param samples lessons that everyone may read
 */
public record HomePage(
        List<Height> heights,
        Ridge ridge,
        Optional<FirstLab> lab,
        Report report,
        List<Sample> samples,
        String hours,
        List<String> prerequisites,
        List<String> notFor)
        implements Page {
    public HomePage {
        heights = List.copyOf(heights);
        samples = List.copyOf(samples);
        prerequisites = List.copyOf(prerequisites);
        notFor = List.copyOf(notFor);
    }

    @Override
    public String template() {
        return "catalog/home.jte";
    }

    @Override
    public String title() {
        return "Production machine learning, graded by measurement";
    }

    /** A level on the ridge. */
    public record Height(
            int number,
            String name,
            String heading,
            String promise,
            String format,
            String price,
            boolean open,
            Href href) {}

    /** A lesson that everyone may read. */
    public record Sample(String title, String summary, int minutes, Href href) {}

    /**
     * The lab that stands at the end of the first module.
     *
     * @param points the sum over the checks
     * @param pass what passes
     */
    public record FirstLab(String title, String summary, int minutes, int points, int pass, List<Check> checks) {
        public FirstLab {
            checks = List.copyOf(checks);
        }
    }

    /**
     * One measured criterion.
     *
     * @param must whether nobody passes without it
     */
    public record Check(String what, String target, int points, boolean must) {}

    /**
     * A graded submission.
     *
     * @param subject what was handed in
     * @param date when it was measured
     * @param machine on what
     * @param seconds from handing in to the verdict
     * @param lab the lab's id with the beginning of its digest
     */
    public record Report(
            String subject,
            String date,
            String machine,
            int earned,
            int points,
            int seconds,
            String lab,
            List<Result> results,
            List<Picture> pictures) {
        public Report {
            results = List.copyOf(results);
            pictures = List.copyOf(pictures);
        }
    }

    /** What one check found. */
    public record Result(String title, int earned, int points, boolean passed) {}

    /**
     * A picture of a measurement.
     *
     * @param alternative the numbers in words
     * @param svg drawn by the grader
     */
    public record Picture(String title, String alternative, String svg) {}
}
