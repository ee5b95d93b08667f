package academy.ascent.site.cohort;

import academy.ascent.site.Href;
import academy.ascent.site.Page;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a cohort handed in and how it went.
 *
 * @param finding the most important fact, in a sentence
 * @param note why there is nothing to show; empty where there is something
 */
public record ResultsPage(
        Heading heading, String finding, List<Figure> figures, Filter filter, Content content, String note)
        implements Page {
    public ResultsPage {
        figures = List.copyOf(figures);
    }

    @Override
    public String template() {
        return "cohort/results.jte";
    }

    @Override
    public String title() {
        return heading.name();
    }

    /** A number with its name. */
    public record Figure(String label, String number) {}

    /**
     * What is shown, to be changed by a form.
     *
     * @param matrix the address of the matrix
     * @param table the address of the table
     * @param file what is shown, as a file
     */
    public record Filter(
            List<Choice> labs, List<Choice> states, Href matrix, Href table, Href all, Href file, boolean narrowed) {
        public Filter {
            labs = List.copyOf(labs);
            states = List.copyOf(states);
        }
    }

    /** Something to choose. */
    public record Choice(String value, String word, boolean chosen) {}

    /** The results in one of two forms. */
    public sealed interface Content {}

    /**
     * Members against labs, a square each.
     *
     * @param columns learner, then passed, then latest: how to sort by them
     */
    public record Matrix(List<Column> columns, List<Lab> labs, List<Row> rows) implements Content {
        public Matrix {
            columns = List.copyOf(columns);
            labs = List.copyOf(labs);
            rows = List.copyOf(rows);
        }
    }

    /**
     * A line for each member and lab.
     *
     * @param position which part is shown, in words; empty where everything is
     */
    public record Table(
            List<Column> columns, List<Line> lines, Optional<Href> previous, Optional<Href> next, String position)
            implements Content {
        public Table {
            columns = List.copyOf(columns);
            lines = List.copyOf(lines);
        }
    }

    /**
     * The head of a column.
     *
     * @param sort the address that sorts by it, or by it the other way round
     * @param order {@code ascending}, {@code descending} or {@code none}
     */
    public record Column(String title, Href sort, String order, boolean number) {
        public String arrow() {
            return switch (order) {
                case "ascending" -> " ↑";
                case "descending" -> " ↓";
                default -> "";
            };
        }
    }

    /** A lab of the level. */
    public record Lab(String title, Href href) {}

    /** A member's squares. */
    public record Row(String name, List<Square> squares, int passed, Optional<Instant> latest) {
        public Row {
            squares = List.copyOf(squares);
        }
    }

    /**
     * Where a member stands in a lab.
     *
     * @param decided whether a person decided, over what was measured
     * @param label in words, with the member and the lab
     */
    public record Square(Mark mark, boolean decided, String label, Optional<Href> href) {}

    /**
     * What a member handed in for a lab; numbers with their units, or a dash.
     *
     * @param remark what else is to be said of the score, or empty
     */
    public record Line(
            String learner,
            String lab,
            Mark mark,
            Optional<Href> href,
            String score,
            String remark,
            String p95,
            String availability,
            Optional<Instant> at,
            String tries) {}
}
