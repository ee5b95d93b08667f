package academy.ascent.reference.drift;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * The latest predictions by a 64-bit key, the oldest giving way: arrays of fixed size, so that keeping one leaves no
 * garbage behind. 28 to 32 bytes a prediction. Keeping one takes the same time whatever the keys are, and which keys meet
 * in a bucket differs from process to process, so that no client can choose them to. For one thread at a time.
 */
final class PredictionRing {
    private static final int NONE = -1;
    private static final int FREE = -2;
    /** Odd, so that a product with it tells all keys apart (multiply-shift hashing). */
    private static final long MULTIPLIER = new SecureRandom().nextLong() | 1;

    private final long[] keys;
    private final long[] values;
    private final int[] following;
    private final int[] preceding;
    private final int[] buckets;
    private int next;
    private int kept;

    PredictionRing(int capacity) {
        keys = new long[capacity];
        values = new long[capacity];
        following = new int[capacity];
        preceding = new int[capacity];
        buckets = new int[Integer.highestOneBit(capacity) * 2];
        Arrays.fill(buckets, NONE);
        Arrays.fill(following, FREE);
    }

    /** Keeps a prediction; an earlier one of the same key is found after it. */
    void put(long key, long value) {
        if (following[next] != FREE) {
            unlink(next);
        }
        int bucket = bucket(key);
        keys[next] = key;
        values[next] = value;
        int first = buckets[bucket];
        following[next] = first;
        preceding[next] = NONE;
        if (first != NONE) {
            preceding[first] = next;
        }
        buckets[bucket] = next;
        kept++;
        next = next + 1 == keys.length ? 0 : next + 1;
    }

    /** The key's latest prediction, which is kept no longer. */
    OptionalLong take(long key) {
        for (int place = buckets[bucket(key)]; place != NONE; place = following[place]) {
            if (keys[place] == key) {
                unlink(place);
                return OptionalLong.of(values[place]);
            }
        }
        return OptionalLong.empty();
    }

    int size() {
        return kept;
    }

    private void unlink(int place) {
        int before = preceding[place];
        int after = following[place];
        if (before == NONE) {
            buckets[bucket(keys[place])] = after;
        } else {
            following[before] = after;
        }
        if (after != NONE) {
            preceding[after] = before;
        }
        following[place] = FREE;
        kept--;
    }

    private int bucket(long key) {
        return (int) (key * MULTIPLIER >>> Long.numberOfLeadingZeros(buckets.length) + 1);
    }
}
