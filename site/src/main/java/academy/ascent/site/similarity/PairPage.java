package academy.ascent.site.similarity;

import academy.ascent.site.Href;
import academy.ascent.site.Page;
import academy.ascent.site.cohort.Heading;
import java.util.List;

/**
 * Two works beside each other, with the passages that both have.
 *
 * @param back the list of pairs
 * @param share for example {@code 62 %}
 */
public record PairPage(Heading heading, String lab, Href back, String share, int passages, Side one, Side other)
        implements Page {

    @Override
    public String template() {
        return "similarity/pair.jte";
    }

    @Override
    public String title() {
        return one.learner() + " and " + other.learner() + ": " + lab;
    }

    /**
     * What one learner handed in.
     *
     * @param files those that have something in common with the other side
     * @param others those that have not
     */
    public record Side(String learner, int number, Href submission, List<Listing> files, List<Other> others) {
        public Side {
            files = List.copyOf(files);
            others = List.copyOf(others);
        }
    }

    /**
     * A file.
     *
     * @param cut whether there are more lines than these
     */
    public record Listing(String path, List<Line> lines, boolean cut) {
        public Listing {
            lines = List.copyOf(lines);
        }
    }

    /** A file that is named only, and where it is read. */
    public record Other(String path, Href href) {}

    /**
     * A line.
     *
     * @param common whether a passage that both have stands on it
     * @param faint whether nothing on it counts
     * @param marks the passages that begin on it
     */
    public record Line(int number, String text, boolean common, boolean faint, List<Mark> marks) {
        public Line {
            marks = List.copyOf(marks);
        }
    }

    /**
     * The number of a passage.
     *
     * @param anchor its own
     * @param counterpart that of the same passage on the other side
     */
    public record Mark(int number, String anchor, String counterpart) {}
}
