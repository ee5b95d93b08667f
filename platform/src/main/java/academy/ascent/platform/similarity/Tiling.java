package academy.ascent.platform.similarity;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Covers two texts by passages that both have, the longest first, each token once: Greedy String Tiling (Wise, 1993), which JPlag
 * made known for programs. Passages may stand in another order, so moving them hides nothing.
 *
 * <p>Every passage that cannot be longer is found once, by hashes; one of which a longer passage has taken a
 * part comes again with what is left. So the longest free passage is always taken next, as in Wise's own rounds.
 */
final class Tiling {
    /** Of finding, and again of covering: two files with 150 entries each that begin alike need about so many. */
    private static final int MOST_STEPS = 300_000;

    private static final Comparator<Tile> IN_ORDER =
            Comparator.comparingInt(Tile::one).thenComparingInt(Tile::other);

    private final Sequence one;
    private final BitSet oneTaken = new BitSet();
    private final Sequence other;
    private final BitSet otherTaken = new BitSet();
    private final NavigableMap<Integer, List<Tile>> byLength = new TreeMap<>();

    /** Where passages that were found end in the first text, by how far both texts are apart there and where they begin. */
    private final NavigableMap<Long, Integer> ends = new TreeMap<>();

    private int steps = MOST_STEPS;

    private Tiling(Sequence one, Sequence other) {
        this.one = one;
        this.other = other;
    }

    /** A passage that both have, by its places in both. */
    record Tile(int one, int other, int length) {}

    /**
     * What two texts have in common.
     *
     * @param tiles in the order of the first text
     * @param share of the compared tokens of both, from 0 to 1
     * @param whole whether that is all, rather than what was found within the bounds of size and time
     */
    record Covering(List<Tile> tiles, double share, boolean whole) {
        Covering {
            tiles = List.copyOf(tiles);
        }
    }

    static Covering of(Sequence one, Sequence other) {
        var tiling = new Tiling(one, other);
        tiling.find();
        var found = tiling.steps > 0;
        tiling.steps = MOST_STEPS;
        var tiles = tiling.cover();
        var length = tiles.stream().mapToInt(Tile::length).sum();
        var compared = one.compared() + other.compared();
        return new Covering(
                tiles,
                compared == 0 ? 0 : 2.0 * length / compared,
                one.isWhole() && other.isWhole() && found && tiling.byLength.isEmpty());
    }

    /** Where the same stands in both, the rarest first: of what repeats itself without end, the bound leaves the rest out. */
    private void find() {
        var meetings = new ArrayList<Meeting>();
        var i = 0;
        var j = 0;
        while (i < one.beginnings() && j < other.beginnings()) {
            var order = Integer.compare(one.hash(i), other.hash(j));
            var next = order <= 0 ? one.next(i) : i;
            var otherNext = order >= 0 ? other.next(j) : j;
            if (order == 0) {
                meetings.add(new Meeting(i, next, j, otherNext));
            }
            i = next;
            j = otherNext;
        }
        meetings.sort(Comparator.comparingLong(Meeting::pairs));
        meetings.forEach(this::find);
    }

    /** Beginnings with one hash, the ends excluded. */
    private record Meeting(int from, int to, int otherFrom, int otherTo) {
        long pairs() {
            return (long) (to - from) * (otherTo - otherFrom);
        }
    }

    private void find(Meeting meeting) {
        for (var i = meeting.from(); i < meeting.to(); i++) {
            for (var j = meeting.otherFrom(); j < meeting.otherTo() && steps > 0; j++) {
                steps--;
                find(one.place(i), other.place(j));
            }
        }
    }

    private void find(int i, int j) {
        var here = ((long) (i - j) << Integer.SIZE) + i;
        var before = ends.floorEntry(here);
        if (before != null && before.getKey() >> Integer.SIZE == i - j && i < before.getValue()) {
            return;
        }
        var back = one.commonBefore(i, other, j);
        var length = back + one.common(i, other, j);
        steps -= length;
        if (length >= Sequence.LEAST) {
            ends.put(here - back, i - back + length);
            add(new Tile(i - back, j - back, length));
        }
    }

    private void add(Tile tile) {
        byLength.computeIfAbsent(tile.length(), _ -> new ArrayList<>()).add(tile);
    }

    private List<Tile> cover() {
        var tiles = new ArrayList<Tile>();
        while (!byLength.isEmpty() && steps > 0) {
            var longest = byLength.pollLastEntry().getValue();
            longest.sort(IN_ORDER);
            for (var tile : longest) {
                steps -= tile.length();
                var free = free(tile);
                if (free.equals(List.of(tile))) {
                    oneTaken.set(tile.one(), tile.one() + tile.length());
                    otherTaken.set(tile.other(), tile.other() + tile.length());
                    tiles.add(tile);
                } else {
                    free.forEach(this::add);
                }
            }
        }
        tiles.sort(IN_ORDER);
        return tiles;
    }

    /** What is left of a passage, as far as it is long enough. */
    private List<Tile> free(Tile tile) {
        var free = new ArrayList<Tile>();
        var length = 0;
        for (var at = 0; at <= tile.length(); at++) {
            if (at < tile.length() && !oneTaken.get(tile.one() + at) && !otherTaken.get(tile.other() + at)) {
                length++;
            } else {
                if (length >= Sequence.LEAST) {
                    free.add(new Tile(tile.one() + at - length, tile.other() + at - length, length));
                }
                length = 0;
            }
        }
        return free;
    }
}
