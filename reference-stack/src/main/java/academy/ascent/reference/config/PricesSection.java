package academy.ascent.reference.config;

import java.util.Optional;
import java.util.Set;

/** Reads {@code prices}. */
final class PricesSection {
    private static final double MOST = 1_000_000;

    private PricesSection() {}

    static Optional<PricesConfig> read(Section root) {
        return root.section("prices", Set.of("cpu-hour", "gib-hour", "currency"))
                .map(PricesSection::prices);
    }

    private static PricesConfig prices(Section section) {
        if (section.node("cpu-hour").isEmpty()) {
            throw section.fault("cpu-hour", "prices has no \"cpu-hour\"; add it");
        }
        String currency = section.text("currency").orElse("USD");
        if (!currency.matches("[A-Z]{3}")) {
            throw section.fault("currency", "currency must be three letters such as EUR, not \"" + currency + "\"");
        }
        return new PricesConfig(
                section.decimal("cpu-hour", 0, MOST, 0), section.decimal("gib-hour", 0, MOST, 0), currency);
    }
}
