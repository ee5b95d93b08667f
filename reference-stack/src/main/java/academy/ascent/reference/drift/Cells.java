package academy.ascent.reference.drift;

/** How one value of a row travels: a number, and a text where the column holds text. */
final class Cells {
    /** Stands for a value that was not there: a NaN that differs in its bits from the one of arithmetic. */
    static final double MISSING = Double.longBitsToDouble(0x7ff8_0000_0000_a11eL);

    private static final long MISSING_BITS = Double.doubleToRawLongBits(MISSING);

    private Cells() {}

    static boolean isMissing(double number) {
        return Double.doubleToRawLongBits(number) == MISSING_BITS;
    }
}
