package academy.ascent.platform.similarity;

import java.util.List;

/**
 * What two works have in common.
 *
 * @param share of their own tokens, from 0 to 1
 * @param whole whether all of both was compared; if not, they are too long or too repetitive for it
 */
record Likeness(double share, boolean whole, List<Passage> passages) {
    Likeness {
        passages = List.copyOf(passages);
    }

    /** Where both say the same. */
    record Passage(Place one, Place other) {}

    /** Lines of a file, both included. */
    record Place(String path, int from, int to) {}
}
