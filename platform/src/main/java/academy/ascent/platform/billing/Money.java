package academy.ascent.platform.billing;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.util.Currency;
import java.util.Locale;

/** An amount in a currency's minor units. */
record Money(long minorUnits, Currency currency) {

    static Money of(long minorUnits, String currency) {
        return new Money(minorUnits, Currency.getInstance(currency.toUpperCase(Locale.ROOT)));
    }

    /** As people write it, such as "$997.00". */
    @Override
    public String toString() {
        var format = NumberFormat.getCurrencyInstance(Locale.US);
        format.setCurrency(currency);
        format.setMinimumFractionDigits(currency.getDefaultFractionDigits());
        format.setMaximumFractionDigits(currency.getDefaultFractionDigits());
        return format.format(BigDecimal.valueOf(minorUnits, currency.getDefaultFractionDigits()));
    }
}
