package academy.ascent.platform.similarity;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.platform.similarity.Tiling.Tile;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Texts are made of pieces of 5 to 21 tokens, so that they have much in common. */
final class TilingTest {

    @Property(tries = 200)
    void everyPassageIsTheLongestThatIsFreeWhenItIsTakenAndNoneIsLeft(
            @ForAll @Size(max = 8) List<@IntRange(max = 4) Integer> onePieces,
            @ForAll @Size(max = 8) List<@IntRange(max = 4) Integer> otherPieces) {
        var one = tokens(onePieces);
        var other = tokens(otherPieces);
        var oneTaken = new BitSet();
        var otherTaken = new BitSet();
        var common = Tiling.of(new Sequence(one, true), new Sequence(other, true));
        var byLength = common.tiles().stream()
                .sorted(Comparator.comparingInt(Tile::length).reversed())
                .toList();
        for (var tile : byLength) {
            assertThat(length(one, oneTaken, tile.one(), other, otherTaken, tile.other()))
                    .isGreaterThanOrEqualTo(tile.length());
            assertThat(longest(one, oneTaken, other, otherTaken)).isEqualTo(tile.length());
            oneTaken.set(tile.one(), tile.one() + tile.length());
            otherTaken.set(tile.other(), tile.other() + tile.length());
        }
        assertThat(longest(one, oneTaken, other, otherTaken)).isLessThan(Sequence.LEAST);
        assertThat(common.whole()).isTrue();
    }

    private static int[] tokens(List<Integer> pieces) {
        return pieces.stream()
                .flatMapToInt(piece -> IntStream.range(0, 5 + 4 * piece).map(i -> piece == 4 ? i : 100 * piece + i))
                .toArray();
    }

    private static int longest(int[] one, BitSet oneTaken, int[] other, BitSet otherTaken) {
        var longest = 0;
        for (var i = 0; i < one.length; i++) {
            for (var j = 0; j < other.length; j++) {
                longest = Math.max(longest, length(one, oneTaken, i, other, otherTaken, j));
            }
        }
        return longest;
    }

    private static int length(int[] one, BitSet oneTaken, int i, int[] other, BitSet otherTaken, int j) {
        var length = 0;
        while (i + length < one.length
                && j + length < other.length
                && one[i + length] == other[j + length]
                && !oneTaken.get(i + length)
                && !otherTaken.get(j + length)) {
            length++;
        }
        return length;
    }
}
