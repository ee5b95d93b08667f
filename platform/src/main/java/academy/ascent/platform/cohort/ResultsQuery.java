package academy.ascent.platform.cohort;

import academy.ascent.site.Href;
import academy.ascent.site.cohort.Mark;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What of a cohort's results is asked for, as it stands in an address; anything unknown counts as not said.
 *
 * @param view matrix or table; empty for whichever fits
 * @param lab a lab's id, or empty for all
 * @param page from 1
 */
record ResultsQuery(
        Optional<View> view, String lab, Optional<Mark> state, Optional<Sort> sort, boolean descending, int page) {

    enum View {
        MATRIX,
        TABLE
    }

    /** What the lines are sorted by; {@code PASSED} in the matrix only. */
    enum Sort {
        LEARNER,
        LAB,
        VERDICT,
        SCORE,
        P95,
        UPTIME,
        WHEN,
        TRIES,
        PASSED
    }

    static ResultsQuery of(String view, String lab, String state, String sort, String order, int page) {
        return new ResultsQuery(
                find(View.values(), view),
                lab,
                find(Mark.values(), state),
                find(Sort.values(), sort),
                order.equals("desc"),
                Math.max(1, page));
    }

    private static <E extends Enum<E>> Optional<E> find(E[] values, String name) {
        return Arrays.stream(values)
                .filter(value -> value.name().equalsIgnoreCase(name))
                .findFirst();
    }

    ResultsQuery view(View newView) {
        return new ResultsQuery(Optional.of(newView), lab, state, sort, descending, 1);
    }

    ResultsQuery lab(String newLab) {
        return new ResultsQuery(Optional.of(View.TABLE), newLab, state, Optional.empty(), false, 1);
    }

    ResultsQuery everything() {
        return new ResultsQuery(view, "", Optional.empty(), sort, descending, 1);
    }

    ResultsQuery sort(Sort newSort, boolean newDescending) {
        return new ResultsQuery(view, lab, state, Optional.of(newSort), newDescending, 1);
    }

    ResultsQuery page(int newPage) {
        return new ResultsQuery(view, lab, state, sort, descending, newPage);
    }

    /** The address that asks for this. */
    Href on(Href base) {
        var href = base;
        href = with(href, "view", view.map(Enum::name));
        href = with(href, "lab", Optional.of(lab).filter(id -> !id.isEmpty()));
        href = with(href, "state", state.map(Enum::name));
        href = with(href, "sort", sort.map(Enum::name));
        href = with(href, "order", descending ? Optional.of("desc") : Optional.empty());
        return with(href, "page", page > 1 ? Optional.of(Integer.toString(page)) : Optional.empty());
    }

    private static Href with(Href href, String name, Optional<String> value) {
        return value.map(text -> href.with(name, name.equals("lab") ? text : text.toLowerCase(Locale.ROOT)))
                .orElse(href);
    }
}
