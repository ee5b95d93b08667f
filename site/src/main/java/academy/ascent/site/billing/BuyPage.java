package academy.ascent.site.billing;

import academy.ascent.site.Href;
import academy.ascent.site.Page;
import java.util.List;

/**
 * What is about to be bought, before the payment page.
 *
 * @param price as people write it, for example {@code $997.00}
 * @param includes what is part of the price
 * @param testPayments whether a stand-in takes the payment, so that no money moves
 */
public record BuyPage(
        int level,
        String name,
        String format,
        String price,
        List<String> includes,
        String refund,
        boolean testPayments,
        Href action,
        Href back)
        implements Page {

    public BuyPage {
        includes = List.copyOf(includes);
    }

    @Override
    public String template() {
        return "billing/buy.jte";
    }

    @Override
    public String title() {
        return "Buy " + name;
    }
}
