package academy.ascent.platform.similarity;

import java.util.Arrays;
import java.util.stream.IntStream;

/** A text as numbers of a {@link Vocabulary}, with the places where a passage may begin in the order of what stands there. */
final class Sequence {
    /** The shortest passage that counts, in tokens. */
    static final int LEAST = 12;

    private final int[] numbers;
    private final long[] beginnings;
    private final boolean whole;

    /**
     * @param numbers what is below 0 is like nothing else
     * @param whole whether this is all of the text
     */
    Sequence(int[] numbers, boolean whole) {
        this.numbers = numbers.clone();
        this.whole = whole;
        this.beginnings = beginnings(numbers);
    }

    /** In the upper half a hash of as many tokens as a passage has at least, in the lower half where they begin; sorted. */
    private static long[] beginnings(int[] numbers) {
        var found = new long[numbers.length];
        var count = 0;
        var length = 0;
        for (var end = 0; end < numbers.length; end++) {
            length = numbers[end] < 0 ? 0 : length + 1;
            if (length >= LEAST) {
                var from = end - LEAST + 1;
                found[count++] = (long) hash(numbers, from) << Integer.SIZE | from;
            }
        }
        Arrays.sort(found, 0, count);
        return Arrays.copyOf(found, count);
    }

    private static int hash(int[] numbers, int from) {
        var hash = 0;
        for (var i = from; i < from + LEAST; i++) {
            hash = hash * 0x9E3779B1 + numbers[i] + 1;
        }
        return hash;
    }

    boolean isWhole() {
        return whole;
    }

    /** How many tokens are compared. */
    int compared() {
        return (int) IntStream.of(numbers).filter(number -> number >= 0).count();
    }

    int beginnings() {
        return beginnings.length;
    }

    int hash(int beginning) {
        return (int) (beginnings[beginning] >> Integer.SIZE);
    }

    int place(int beginning) {
        return (int) beginnings[beginning];
    }

    /** The first beginning after this one at which something else stands. */
    int next(int beginning) {
        var next = beginning + 1;
        while (next < beginnings.length && hash(next) == hash(beginning)) {
            next++;
        }
        return next;
    }

    /** How many tokens both have in common from these places on. */
    int common(int from, Sequence other, int otherFrom) {
        var length = Arrays.mismatch(numbers, from, numbers.length, other.numbers, otherFrom, other.numbers.length);
        return length < 0 ? numbers.length - from : length;
    }

    /** How many tokens both have in common before these places. */
    int commonBefore(int from, Sequence other, int otherFrom) {
        var length = 0;
        while (length < from
                && length < otherFrom
                && numbers[from - length - 1] == other.numbers[otherFrom - length - 1]) {
            length++;
        }
        return length;
    }
}
