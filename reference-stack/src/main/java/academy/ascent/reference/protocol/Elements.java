package academy.ascent.reference.protocol;

/** The elements of a tensor in row-major order; each record holds its array without copying it. */
@SuppressWarnings("ArrayRecordComponent") // nobody compares these
public sealed interface Elements {
    /** How many elements there are. */
    int count();

    /** The array that it holds. */
    Object array();

    /** New elements of the same kind, zeroed. */
    Elements ofSize(int count);

    /** Elements of FP32. */
    record Floats(float[] values) implements Elements {
        @Override
        public Object array() {
            return values;
        }

        @Override
        public Elements ofSize(int count) {
            return new Floats(new float[count]);
        }

        @Override
        public int count() {
            return values.length;
        }
    }

    /** Elements of FP64. */
    record Doubles(double[] values) implements Elements {
        @Override
        public Object array() {
            return values;
        }

        @Override
        public Elements ofSize(int count) {
            return new Doubles(new double[count]);
        }

        @Override
        public int count() {
            return values.length;
        }
    }

    /** Elements of INT64, or of UINT64 (the same 64 bits). */
    record Longs(long[] values) implements Elements {
        @Override
        public Object array() {
            return values;
        }

        @Override
        public Elements ofSize(int count) {
            return new Longs(new long[count]);
        }

        @Override
        public int count() {
            return values.length;
        }
    }

    /** Elements of INT32, or of UINT32 (the same 32 bits). */
    record Ints(int[] values) implements Elements {
        @Override
        public Object array() {
            return values;
        }

        @Override
        public Elements ofSize(int count) {
            return new Ints(new int[count]);
        }

        @Override
        public int count() {
            return values.length;
        }
    }

    /** Elements of INT16, or of UINT16 (the same 16 bits). */
    record Shorts(short[] values) implements Elements {
        @Override
        public Object array() {
            return values;
        }

        @Override
        public Elements ofSize(int count) {
            return new Shorts(new short[count]);
        }

        @Override
        public int count() {
            return values.length;
        }
    }

    /** Elements of FP16 or of BF16, each as its 16 bits; {@link Tensor#number} gives their values. */
    record Halves(short[] bits) implements Elements {
        @Override
        public Object array() {
            return bits;
        }

        @Override
        public Elements ofSize(int count) {
            return new Halves(new short[count]);
        }

        @Override
        public int count() {
            return bits.length;
        }
    }

    /** Elements of INT8, of UINT8 (the same eight bits) or of BOOL (0 and 1). */
    record Octets(byte[] values) implements Elements {
        @Override
        public Object array() {
            return values;
        }

        @Override
        public Elements ofSize(int count) {
            return new Octets(new byte[count]);
        }

        @Override
        public int count() {
            return values.length;
        }
    }

    /** Elements of BYTES. */
    record Texts(String[] values) implements Elements {
        @Override
        public Object array() {
            return values;
        }

        @Override
        public Elements ofSize(int count) {
            return new Texts(new String[count]);
        }

        @Override
        public int count() {
            return values.length;
        }
    }
}
