package academy.ascent.platform.web;

import academy.ascent.site.Href;
import java.util.Optional;

/**
 * One page of a long list.
 *
 * @param page from 1
 * @param last at least 1, also of an empty list
 */
public record Paging(int page, int last) {
    public static final int SIZE = 50;

    /** The page that is wanted, or the nearest that there is. */
    public static Paging of(long found, int wanted) {
        var last = Math.max(1, (int) ((found + SIZE - 1) / SIZE));
        return new Paging(Math.clamp(wanted, 1, last), last);
    }

    /** How many entries stand on the pages before. */
    public long before() {
        return (long) (page - 1) * SIZE;
    }

    /** The address of this page in the list that begins at the given one; so for the pages beside. */
    public Href here(Href list) {
        return at(list, page);
    }

    public Optional<Href> previous(Href list) {
        return page > 1 ? Optional.of(at(list, page - 1)) : Optional.empty();
    }

    public Optional<Href> next(Href list) {
        return page < last ? Optional.of(at(list, page + 1)) : Optional.empty();
    }

    public String words() {
        return "Page " + page + " of " + last;
    }

    private static Href at(Href list, int page) {
        return page == 1 ? list : list.with("page", Integer.toString(page));
    }
}
