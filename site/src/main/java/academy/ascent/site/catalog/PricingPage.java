package academy.ascent.site.catalog;

import academy.ascent.site.Href;
import academy.ascent.site.Page;
import java.util.List;

/**
 * The four offers, itemised, for two tracks.
 *
 * @param offers lowest level first
 */
public record PricingPage(List<LevelOffer> offers) implements Page {
    public PricingPage {
        offers = List.copyOf(offers);
    }

    @Override
    public String template() {
        return "catalog/pricing.jte";
    }

    @Override
    public String title() {
        return "Pricing";
    }

    /** An offer with whom it is for. */
    public record LevelOffer(
            Offer offer,
            String heading,
            String promise,
            String published,
            String hours,
            List<String> forEngineers,
            List<String> forFounders,
            Href level) {
        public LevelOffer {
            forEngineers = List.copyOf(forEngineers);
            forFounders = List.copyOf(forFounders);
        }
    }
}
