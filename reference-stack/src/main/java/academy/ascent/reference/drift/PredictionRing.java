package academy.ascent.reference.drift;

import java.util.Arrays;
import java.util.OptionalLong;

/**
 * The latest predictions by a 64-bit key, the oldest giving way: arrays of fixed size, so that keeping one leaves no
 * garbage behind. 28 to 36 bytes a prediction. For one thread at a time.
 */
final class PredictionRing {
    private static final int NONE = -1;
    private static final int FREE = -2;

    private final long[] keys;
    private final long[] values;
    private final int[] following;
    private final int[] buckets;
    private int next;
    private int kept;

    PredictionRing(int capacity) {
        keys = new long[capacity];
        values = new long[capacity];
        following = new int[capacity];
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
        following[next] = buckets[bucket];
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
        int bucket = bucket(keys[place]);
        if (buckets[bucket] == place) {
            buckets[bucket] = following[place];
        } else {
            int before = buckets[bucket];
            while (following[before] != place) {
                before = following[before];
            }
            following[before] = following[place];
        }
        following[place] = FREE;
        kept--;
    }

    private int bucket(long key) {
        return (int) (key ^ key >>> 32) & buckets.length - 1;
    }
}
