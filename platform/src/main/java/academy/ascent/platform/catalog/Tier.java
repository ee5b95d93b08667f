package academy.ascent.platform.catalog;

import java.util.List;

/**
 * What is sold for a level.
 *
 * @param id in addresses and orders, for example {@code build-self-paced}
 * @param level 1 to 4
 * @param open whether it can be bought
 * @param includes what the buyer gets, one sentence each
 * @param compute the computing time in the price, in words
 * @param retakes how often one may hand in, in words
 * @param humanHours the time of people in the price, in words
 * @param refund the terms, in words
 */
public record Tier(
        String id,
        int level,
        String name,
        String format,
        Price price,
        boolean open,
        List<String> includes,
        String compute,
        String retakes,
        String humanHours,
        String refund) {
    public Tier {
        includes = List.copyOf(includes);
    }
}
