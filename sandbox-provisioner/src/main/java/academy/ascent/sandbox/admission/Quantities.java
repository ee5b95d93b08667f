package academy.ascent.sandbox.admission;

import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;

/** Reads and writes Kubernetes quantities. */
public final class Quantities {
    private static final String REGEX =
            "[+-]?([0-9]{1,30}(\\.[0-9]{0,30})?|\\.[0-9]{1,30})([eE][-+]?[0-9]{1,2}|[numkMGTPE]|[KMGTPE]i)?";

    private Quantities() {}

    /** Notes it if a text is no quantity. */
    static void check(String text, Findings findings) {
        if (!text.matches(REGEX)) {
            findings.add(
                    "quantities must match the regular expression" + " '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'");
        }
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

    /** Thousandths of a core as Kubernetes writes them, for example {@code 1500m} or {@code 2}. */
    public static String cpu(long millis) {
        return millis % 1000 == 0 ? String.valueOf(millis / 1000) : millis + "m";
    }

    /** Bytes in the largest unit that divides them, for example {@code 768Mi}. */
    public static String bytes(long bytes) {
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
