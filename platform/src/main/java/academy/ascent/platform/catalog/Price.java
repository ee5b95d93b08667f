package academy.ascent.platform.catalog;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.util.Currency;
import java.util.Locale;

/**
 * A price.
 *
 * @param amount in the currency's minor unit, for example cents
 */
public record Price(long amount, Currency currency) {

    /** As people read it: {@code $3,997}; the minor unit is shown only where it is not zero. */
    public String text() {
        var digits = currency.getDefaultFractionDigits();
        var value = BigDecimal.valueOf(amount, digits);
        var format = NumberFormat.getCurrencyInstance(Locale.US);
        format.setCurrency(currency);
        var whole = value.stripTrailingZeros().scale() <= 0;
        format.setMinimumFractionDigits(whole ? 0 : digits);
        format.setMaximumFractionDigits(digits);
        return format.format(value);
    }
}
