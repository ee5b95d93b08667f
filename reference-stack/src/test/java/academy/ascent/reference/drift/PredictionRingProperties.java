package academy.ascent.reference.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class PredictionRingProperties {
    /** A ring does what a list of entries would: keys below 0 are taken, others put, each with its step as value. */
    @Property(tries = 500)
    void keepsTheLatestAndGivesEachOnce(
            @ForAll @IntRange(min = 1, max = 9) int capacity,
            @ForAll @Size(max = 200) List<@IntRange(min = -6, max = 6) Integer> steps) {
        PredictionRing ring = new PredictionRing(capacity);
        Deque<long[]> slots = new ArrayDeque<>();
        for (int step = 0; step < steps.size(); step++) {
            long key = Math.abs(steps.get(step)) * 0x1_0000_0001L;
            if (steps.get(step) < 0) {
                assertThat(ring.take(key)).isEqualTo(expected(slots, key));
            } else {
                ring.put(key, step);
                slots.addLast(new long[] {key, step, 1});
                if (slots.size() > capacity) {
                    slots.removeFirst();
                }
            }
            assertThat(ring.size())
                    .isEqualTo((int) slots.stream().filter(slot -> slot[2] == 1).count());
        }
    }

    /** The latest entry of the key, which leaves an empty place behind until its turn comes. */
    private static OptionalLong expected(Deque<long[]> slots, long key) {
        var latest = slots.descendingIterator();
        while (latest.hasNext()) {
            long[] slot = latest.next();
            if (slot[2] == 1 && slot[0] == key) {
                slot[2] = 0;
                return OptionalLong.of(slot[1]);
            }
        }
        return OptionalLong.empty();
    }
}
