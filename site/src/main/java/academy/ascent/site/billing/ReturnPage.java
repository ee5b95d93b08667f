package academy.ascent.site.billing;

import academy.ascent.site.Href;
import academy.ascent.site.Page;

/**
 * Where the payment page sends its payer back to.
 *
 * @param stage how far the payment is known to be
 * @param poll answers with the state's name, for the waiting stage
 * @param next the next step: learning, once paid; the offer, when left
 * @param order the order and its receipt
 */
public record ReturnPage(
        Stage stage, int level, String item, String price, String number, Href poll, Href next, Href order)
        implements Page {

    /** How far the payment is known to be. */
    public enum Stage {
        /** The payer came back; the payment service has not confirmed yet. */
        WAITING("Waiting for the confirmation"),
        /** Confirmed and enrolled. */
        PAID("You are in"),
        /** The payer left the payment page. */
        LEFT("Nothing was charged"),
        /** The payment did not match or the order was closed. */
        STOPPED("This order needs a look");

        private final String title;

        Stage(String title) {
            this.title = title;
        }
    }

    @Override
    public String template() {
        return "billing/return.jte";
    }

    @Override
    public String title() {
        return stage.title;
    }
}
