package academy.ascent.platform.billing;

import java.util.List;

/**
 * What is sold for a level.
 *
 * @param tier the tier's id in {@code course.yaml}
 * @param open whether it is on sale
 */
record Offer(
        int level,
        String tier,
        String name,
        String format,
        Money price,
        boolean open,
        List<String> includes,
        String refund) {

    Offer {
        includes = List.copyOf(includes);
    }

    /** What stands on the order and the receipt. */
    String item() {
        return "Level " + level + " · " + name + ", " + format;
    }
}
