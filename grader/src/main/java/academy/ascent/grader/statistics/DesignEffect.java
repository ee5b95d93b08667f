package academy.ascent.grader.statistics;

import java.util.Arrays;

/** By how much failures that come in bursts tell less than independent ones would. */
public final class DesignEffect {
    private static final long[] BLOCKS = {1_000_000_000L, 4_000_000_000L};

    private DesignEffect() {}

    /**
     * The variance between blocks of time over the binomial variance: the larger of 1-second and 4-second blocks, never
     * below 1. Blocks that are not full are left out.
     *
     * @param nanos when each request was meant to start, from the start of the window
     * @param bad whether it was bad
     * @param window the window's length in nanoseconds
     */
    public static double of(long[] nanos, boolean[] bad, long window) {
        double effect = 1;
        for (long block : BLOCKS) {
            effect = Math.max(effect, ofBlocks(nanos, bad, block, (int) (window / block)));
        }
        return effect;
    }

    private static double ofBlocks(long[] nanos, boolean[] bad, long block, int blocks) {
        int[] all = new int[blocks];
        int[] failed = new int[blocks];
        for (int i = 0; i < nanos.length; i++) {
            int at = (int) (nanos[i] / block);
            if (at < blocks) {
                all[at]++;
                failed[at] += bad[i] ? 1 : 0;
            }
        }
        long n = Arrays.stream(all).sum();
        long k = Arrays.stream(failed).sum();
        if (blocks < 2 || k == 0 || k == n) {
            return 1;
        }
        double p = (double) k / n;
        double sum = 0;
        for (int i = 0; i < blocks; i++) {
            double expected = p * all[i];
            sum += all[i] == 0 ? 0 : Math.pow(failed[i] - expected, 2) / (expected * (1 - p));
        }
        return sum / (blocks - 1);
    }
}
