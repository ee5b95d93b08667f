package academy.ascent.grader.check;

import academy.ascent.grader.load.Sample;
import java.util.ArrayList;
import java.util.List;

/** A span of a load in tenths of a second. */
final class Slots {
    private static final long SLOT = 100_000_000;

    private Slots() {}

    /** For every tenth of a second of a span: whether a request meant for it failed. */
    static List<Boolean> of(List<Sample> samples, boolean[] failed, long beginNanos, long endNanos) {
        int count = (int) Math.ceilDiv(endNanos - beginNanos, SLOT);
        boolean[] bad = new boolean[count];
        for (int i = 0; i < failed.length; i++) {
            int slot = (int) ((samples.get(i).intendedNanos() - beginNanos) / SLOT);
            bad[Math.clamp(slot, 0, count - 1)] |= failed[i];
        }
        List<Boolean> slots = new ArrayList<>();
        for (boolean one : bad) {
            slots.add(one);
        }
        return slots;
    }
}
