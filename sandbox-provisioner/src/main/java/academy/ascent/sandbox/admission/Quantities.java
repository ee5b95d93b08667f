package academy.ascent.sandbox.admission;

import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads and writes Kubernetes quantities. */
final class Quantities {
    private static final String REGEX = "[+-]?[0-9.]+([eE][-+]?[0-9]+|[numkMGTPE]|[KMGTPE]i)?";

    private Quantities() {}

    /** Notes what is wrong with a quantity and tells whether it can be read. */
    static boolean check(String field, @Nullable Quantity quantity, Findings findings) {
        if (quantity == null) {
            return true;
        }
        if (!quantity.toString().matches(REGEX)) {
            findings.invalid(
                    field,
                    quantity.toString(),
                    "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'");
            return false;
        }
        if (amount(quantity).signum() < 0) {
            findings.invalid(field, quantity.toString(), "must be greater than or equal to 0");
            return false;
        }
        return true;
    }

    static BigDecimal amount(Quantity quantity) {
        return quantity.getNumericalAmount();
    }

    /** Thousandths, rounded up; 0 where the map lacks the key. */
    static int millis(Map<String, Quantity> quantities, String key) {
        Quantity quantity = quantities.get(key);
        return quantity == null
                ? 0
                : amount(quantity)
                        .movePointRight(3)
                        .setScale(0, RoundingMode.CEILING)
                        .min(BigDecimal.valueOf(Integer.MAX_VALUE))
                        .intValue();
    }

    /** Whole units, rounded up; 0 where the map lacks the key. */
    static long units(Map<String, Quantity> quantities, String key) {
        Quantity quantity = quantities.get(key);
        return quantity == null ? 0 : units(quantity);
    }

    static long units(Quantity quantity) {
        return amount(quantity)
                .setScale(0, RoundingMode.CEILING)
                .min(BigDecimal.valueOf(Long.MAX_VALUE))
                .longValue();
    }

    static String cpu(long millis) {
        return millis % 1000 == 0 ? String.valueOf(millis / 1000) : millis + "m";
    }

    static String bytes(long bytes) {
        String[] units = {"", "Ki", "Mi", "Gi", "Ti"};
        int unit = 0;
        long rest = bytes;
        while (rest != 0 && rest % 1024 == 0 && unit < units.length - 1) {
            rest /= 1024;
            unit++;
        }
        return rest + units[unit];
    }
}
