package academy.ascent.site.review;

import academy.ascent.site.Href;
import academy.ascent.site.Page;
import academy.ascent.site.web.Field;
import java.util.List;
import java.util.Optional;

/**
 * Where a person reads what a learner wrote and gives points by a rubric.
 *
 * @param number counts the learner's submissions for this lab
 * @param back the submission's own page
 * @param action where the form is sent
 * @param lines the files line by line, to comment on
 * @param certain the points that were earned without a person
 * @param pass the points that pass
 * @param points what the lab is worth
 * @param seen the decision that stood when the form was opened, or 0
 * @param standing that decision in words
 * @param texts what is to be read
 */
public record RubricPage(
        String lab,
        String learner,
        int number,
        Href back,
        Href action,
        Href lines,
        int certain,
        int pass,
        int points,
        List<Row> rows,
        long seen,
        Optional<String> standing,
        List<Text> texts)
        implements Page {
    public RubricPage {
        rows = List.copyOf(rows);
        texts = List.copyOf(texts);
    }

    @Override
    public String template() {
        return "review/rubric.jte";
    }

    @Override
    public String title() {
        return "Read: " + lab + ", no. " + number + " by " + learner;
    }

    /**
     * A criterion.
     *
     * @param most the points that it is worth
     */
    public record Row(String asks, int most, Field points, Field words) {}

    /** A file to read. */
    public record Text(String path, String content) {}
}
