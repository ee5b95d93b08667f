package academy.ascent.reference.data;

import academy.ascent.reference.protocol.Datatype;
import academy.ascent.reference.protocol.Elements;

/** Turns numbers from cells into a tensor's elements. */
final class CellElements {
    private static final double GREATEST_EXACT = 1L << 53;

    private CellElements() {}

    /** Whether the datatype can hold the number; a missing one fits floating point only, as NaN. */
    static boolean fits(Datatype datatype, double number) {
        return switch (datatype) {
            case BOOL -> isWhole(number, 0, 1);
            case UINT8 -> isWhole(number, 0, 0xFF);
            case UINT16 -> isWhole(number, 0, 0xFFFF);
            case UINT32 -> isWhole(number, 0, 0xFFFF_FFFFL);
            case UINT64 -> isWhole(number, 0, GREATEST_EXACT);
            case INT8 -> isWhole(number, Byte.MIN_VALUE, Byte.MAX_VALUE);
            case INT16 -> isWhole(number, Short.MIN_VALUE, Short.MAX_VALUE);
            case INT32 -> isWhole(number, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case INT64 -> isWhole(number, -GREATEST_EXACT, GREATEST_EXACT);
            case FP16 -> Double.isNaN(number) || Math.abs(number) <= 65_504;
            case FP32 -> Double.isNaN(number) || Math.abs(number) <= Float.MAX_VALUE;
            case FP64 -> true;
            // Nobody's reference data has asked for it yet.
            case BF16, BYTES -> false;
        };
    }

    private static boolean isWhole(double number, double least, double greatest) {
        return number >= least && number <= greatest && number == Math.rint(number);
    }

    /** The numbers as elements; each must {@linkplain #fits fit}. */
    static Elements of(Datatype datatype, double[] numbers) {
        return switch (datatype) {
            case BOOL, UINT8, INT8 -> octets(numbers);
            case UINT16, INT16 -> shorts(numbers);
            case UINT32, INT32 -> ints(numbers);
            case UINT64, INT64 -> longs(numbers);
            case FP16 -> halves(numbers);
            case FP32 -> floats(numbers);
            case FP64 -> new Elements.Doubles(numbers);
            case BF16, BYTES -> throw new IllegalArgumentException("no number fits " + datatype);
        };
    }

    private static Elements octets(double[] numbers) {
        byte[] values = new byte[numbers.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) (int) numbers[i];
        }
        return new Elements.Octets(values);
    }

    private static Elements shorts(double[] numbers) {
        short[] values = new short[numbers.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (short) (int) numbers[i];
        }
        return new Elements.Shorts(values);
    }

    private static Elements ints(double[] numbers) {
        int[] values = new int[numbers.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (int) (long) numbers[i];
        }
        return new Elements.Ints(values);
    }

    private static Elements longs(double[] numbers) {
        long[] values = new long[numbers.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (long) numbers[i];
        }
        return new Elements.Longs(values);
    }

    private static Elements halves(double[] numbers) {
        short[] bits = new short[numbers.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToFloat16((float) numbers[i]);
        }
        return new Elements.Halves(bits);
    }

    private static Elements floats(double[] numbers) {
        float[] values = new float[numbers.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) numbers[i];
        }
        return new Elements.Floats(values);
    }
}
