package academy.ascent.sandbox.admission;

import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;

/** Reads and writes Kubernetes quantities. */
public final class Quantities {
    private static final String REGEX =
            "[+-]?([0-9]{1,30}(\\.[0-9]{0,30})?|\\.[0-9]{1,30})([eE][-+]?[0-9]{1,2}|[numkMGTPE]|[KMGTPE]i)?";

    private static final List<String> DECIMAL_SUFFIXES = List.of("n", "u", "m", "", "k", "M", "G", "T", "P", "E");
    private static final int UNITY = 3;

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

    /** A quantity as Kubernetes writes it, whatever a manifest wrote: {@code 1500m} for 1.5, {@code 512Mi} for 0.5Gi. */
    static String canonical(Quantity quantity) {
        BigDecimal amount = amount(quantity);
        if (quantity.getFormat().endsWith("i") && amount.abs().compareTo(BigDecimal.valueOf(1024)) >= 0) {
            return (amount.signum() < 0 ? "-" : "")
                    + bytes(amount.abs().setScale(0, RoundingMode.CEILING).longValue());
        }
        if (quantity.getFormat().matches("[eE][-+]?[0-9]+")) {
            return quantity.toString();
        }
        BigDecimal shortest = amount.stripTrailingZeros();
        int thousands = Math.floorDiv(-shortest.scale(), 3);
        int suffix = thousands + UNITY;
        return suffix < 0 || suffix >= DECIMAL_SUFFIXES.size()
                ? quantity.toString()
                : shortest.movePointLeft(3 * thousands).toBigInteger() + DECIMAL_SUFFIXES.get(suffix);
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
