package academy.ascent.reference.route;

import java.util.SplittableRandom;

/**
 * Draws arms in proportion to their weights: permuted-block randomization, so that after each block of as many draws
 * as the weights sum to the shares are exact, while within a block the order is random and no rhythm of the requests
 * can fall in with it. Safe for use by several threads.
 */
final class WeightedDraw {
    private final int[] block;
    private final SplittableRandom random;
    private int drawn;

    /** A draw of places in {@code weights}, each at least 1; the same seed gives the same order. */
    WeightedDraw(int[] weights, long seed) {
        int divisor = 0;
        int sum = 0;
        for (int weight : weights) {
            divisor = greatestCommonDivisor(weight, divisor);
            sum += weight;
        }
        block = new int[sum / divisor];
        int filled = 0;
        for (int place = 0; place < weights.length; place++) {
            for (int i = 0; i < weights[place] / divisor; i++) {
                block[filled++] = place;
            }
        }
        random = new SplittableRandom(seed);
    }

    private static int greatestCommonDivisor(int a, int b) {
        return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }

    /** The next arm's place. One step of a Fisher-Yates shuffle a draw makes each block a uniform permutation. */
    synchronized int next() {
        int left = block.length - drawn;
        int chosen = drawn + random.nextInt(left);
        int arm = block[chosen];
        block[chosen] = block[drawn];
        block[drawn] = arm;
        drawn = left == 1 ? 0 : drawn + 1;
        return arm;
    }
}
