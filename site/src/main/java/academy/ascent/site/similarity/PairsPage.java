package academy.ascent.site.similarity;

import academy.ascent.site.Href;
import academy.ascent.site.Page;
import academy.ascent.site.cohort.Heading;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The pairs of a lab, the most alike first.
 *
 * @param here this page's address, which takes the order to compare too
 * @param state of the last comparison; empty before the first
 * @param cut whether there may be more pairs than these
 */
public record PairsPage(Heading heading, String lab, Href here, Optional<State> state, List<Row> rows, boolean cut)
        implements Page {
    public PairsPage {
        rows = List.copyOf(rows);
    }

    @Override
    public String template() {
        return "similarity/pairs.jte";
    }

    @Override
    public String title() {
        return "Similarity: " + lab;
    }

    /**
     * How far a comparison is.
     *
     * @param size in words
     * @param problem why it broke off, or empty
     * @param outdated whether somebody handed in since
     */
    public record State(
            String size,
            int done,
            int pairs,
            boolean finished,
            String problem,
            boolean outdated,
            String asker,
            Instant askedAt) {}

    /**
     * A pair.
     *
     * @param share for example {@code 62 %}
     */
    public record Row(String one, String other, String share, Href href) {}
}
