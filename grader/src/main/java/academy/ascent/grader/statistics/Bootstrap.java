package academy.ascent.grader.statistics;

import java.util.Arrays;
import java.util.SplittableRandom;

/** The bootstrap over whole episodes, since failures within an episode come in one burst. */
public final class Bootstrap {
    private static final int RESAMPLES = 4000;

    private Bootstrap() {}

    /**
     * Percentile bounds of the pooled ratio {@code Σ failed ÷ Σ all}, each one-sided at {@code alpha}.
     *
     * @param failed failed requests, one number an episode
     * @param all intended requests, one number an episode, each more than zero
     */
    public static Interval ratio(long[] failed, long[] all, double alpha, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] ratios = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            long bad = 0;
            long sum = 0;
            for (int j = 0; j < failed.length; j++) {
                int pick = random.nextInt(failed.length);
                bad += failed[pick];
                sum += all[pick];
            }
            ratios[i] = (double) bad / sum;
        }
        Arrays.sort(ratios);
        int cut = (int) Math.floor(alpha * RESAMPLES);
        return new Interval(ratios[cut], ratios[RESAMPLES - 1 - cut]);
    }
}
