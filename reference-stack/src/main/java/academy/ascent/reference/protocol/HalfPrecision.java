package academy.ascent.reference.protocol;

/**
 * Numbers of sixteen bits: FP16 (IEEE 754 binary16: five bits of exponent, ten of fraction) and BF16 (the upper half of
 * an FP32).
 */
final class HalfPrecision {
    private static final int LOWER_HALF = 0x7FFF;

    private HalfPrecision() {}

    /** The value of the bits, exactly. */
    static float value(Datatype datatype, short bits) {
        return datatype == Datatype.FP16 ? Float.float16ToFloat(bits) : Float.intBitsToFloat(bits << 16);
    }

    /** The bits of the nearest number, of two equally near ones the even; infinity for what is too great. */
    static short bits(Datatype datatype, double number) {
        float single = towardsOdd(number);
        return datatype == Datatype.FP16 ? Float.floatToFloat16(single) : upperHalf(single);
    }

    private static short upperHalf(float number) {
        int bits = Float.floatToRawIntBits(number);
        int lastKept = bits >>> 16 & 1;
        return (short) (bits + LOWER_HALF + lastKept >>> 16);
    }

    /**
     * An FP32 beside the number, the one with an odd last bit unless the number itself is an FP32.
     *
     * <p>Rounding to the nearest twice is not rounding to the nearest: the first could make a tie for the second. An
     * odd last bit keeps the second from seeing a tie where there is none (Boldo and Melquiond, 2008).
     */
    private static float towardsOdd(double number) {
        float nearest = (float) number;
        int bits = Float.floatToRawIntBits(nearest);
        if (nearest == number || Float.isInfinite(nearest) || (bits & 1) == 1) {
            return nearest;
        }
        return Float.intBitsToFloat(Math.abs(nearest) < Math.abs(number) ? bits + 1 : bits - 1);
    }
}
