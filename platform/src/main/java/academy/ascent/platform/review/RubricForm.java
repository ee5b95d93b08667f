package academy.ascent.platform.review;

import academy.ascent.grader.check.Rubric.Criterion;
import academy.ascent.site.review.RubricPage.Row;
import academy.ascent.site.web.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A filled in rubric, as it was sent, with what is wrong with it. */
record RubricForm(List<Row> rows) {
    static final int LONGEST_WORDS = 400;

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\\r\\n\\t]]");

    RubricForm {
        rows = List.copyOf(rows);
    }

    static RubricForm fresh(List<Criterion> criteria) {
        var rows = new ArrayList<Row>();
        for (var criterion : criteria) {
            rows.add(new Row(criterion.asks(), criterion.points(), points(rows.size(), criterion), words(rows.size())));
        }
        return new RubricForm(rows);
    }

    static RubricForm sent(List<Criterion> criteria, Map<String, String> form) {
        var rows = new ArrayList<Row>();
        for (var row : fresh(criteria).rows()) {
            var points = checkPoints(row, typed(form, row.points()));
            rows.add(
                    new Row(row.asks(), row.most(), points, checkWords(row, points.value(), typed(form, row.words()))));
        }
        return new RubricForm(rows);
    }

    private static String typed(Map<String, String> form, Field field) {
        return form.getOrDefault(field.name(), "").strip();
    }

    /** The points together; empty if anything is wrong. */
    OptionalInt given() {
        return rows.stream()
                        .anyMatch(row -> row.points().error().isPresent()
                                || row.words().error().isPresent())
                ? OptionalInt.empty()
                : OptionalInt.of(rows.stream()
                        .mapToInt(row -> Integer.parseInt(row.points().value()))
                        .sum());
    }

    /** A line a criterion, for the learner. */
    String reason() {
        return rows.stream()
                .map(row -> row.asks() + ": " + row.points().value() + " of " + row.most()
                        + (row.words().value().isEmpty()
                                ? ""
                                : "\n" + row.words().value()))
                .collect(Collectors.joining("\n\n"));
    }

    private static Field points(int index, Criterion criterion) {
        return Field.of("points-" + index, "Points, of " + criterion.points(), "number", "off");
    }

    private static Field words(int index) {
        return Field.of("words-" + index, "Words", "text", "off");
    }

    private static Field checkPoints(Row row, String typed) {
        var field = row.points().value(typed);
        return typed.matches("[0-9]{1,4}") && Integer.parseInt(typed) <= row.most()
                ? field
                : field.error("Give a whole number of points from 0 to " + row.most() + ".");
    }

    private static Field checkWords(Row row, String points, String typed) {
        var field = row.words().value(typed);
        if (typed.isEmpty() && !points.equals(Integer.toString(row.most()))) {
            return field.error("Say what is missing: the learner reads it. Only full points need no words.");
        }
        if (typed.length() > LONGEST_WORDS) {
            return field.error("It has " + typed.length() + " characters: take at most " + LONGEST_WORDS + ".");
        }
        return CONTROL.matcher(typed).find() ? field.error("Words have no control characters.") : field;
    }
}
