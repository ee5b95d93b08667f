package academy.ascent.reference.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigInteger;

/** Takes the elements of one datatype from JSON. */
@SuppressWarnings("ArrayRecordComponent") // nobody compares these
sealed interface ElementSink {
    /** How many elements it takes. */
    int size();

    /** Stores the parser's token as element {@code index}; false if it is no such element. */
    boolean accept(JsonParser json, JsonToken token, int index) throws IOException;

    /** What is accepted, in words. */
    String wanted();

    /** The elements, once all have been accepted. */
    Elements elements();

    static ElementSink of(Datatype datatype, int size) {
        return switch (datatype) {
            case FP32 -> new FloatSink(new float[size]);
            case FP64 -> new DoubleSink(new double[size]);
            case FP16, BF16 -> new HalfSink(datatype, new short[size]);
            case INT64 -> new LongSink(new long[size]);
            case UINT64 -> new UnsignedLongSink(new long[size]);
            case INT32 -> new IntSink(new int[size], Integer.MIN_VALUE, Integer.MAX_VALUE);
            case UINT32 -> new IntSink(new int[size], 0, 0xFFFF_FFFFL);
            case INT16 -> new ShortSink(new short[size], Short.MIN_VALUE, Short.MAX_VALUE);
            case UINT16 -> new ShortSink(new short[size], 0, 0xFFFF);
            case INT8 -> new OctetSink(new byte[size], Byte.MIN_VALUE, Byte.MAX_VALUE);
            case UINT8 -> new OctetSink(new byte[size], 0, 255);
            case BOOL -> new BoolSink(new byte[size]);
            case BYTES -> new TextSink(new String[size]);
        };
    }

    /** FP32. A number too great for it is refused, not made infinite; JSON has no NaN. */
    record FloatSink(float[] values) implements ElementSink {
        @Override
        public int size() {
            return values.length;
        }

        @Override
        public boolean accept(JsonParser json, JsonToken token, int index) throws IOException {
            if (!token.isNumeric()) {
                return false;
            }
            values[index] = json.getFloatValue();
            return Float.isFinite(values[index]);
        }

        @Override
        public String wanted() {
            return "a number that FP32 can hold";
        }

        @Override
        public Elements elements() {
            return new Elements.Floats(values);
        }
    }

    /** FP64. */
    record DoubleSink(double[] values) implements ElementSink {
        @Override
        public int size() {
            return values.length;
        }

        @Override
        public boolean accept(JsonParser json, JsonToken token, int index) throws IOException {
            if (!token.isNumeric()) {
                return false;
            }
            values[index] = json.getDoubleValue();
            return Double.isFinite(values[index]);
        }

        @Override
        public String wanted() {
            return "a number that FP64 can hold";
        }

        @Override
        public Elements elements() {
            return new Elements.Doubles(values);
        }
    }

    /** FP16 and BF16, rounded to the nearest. A number too great for it is refused. */
    record HalfSink(Datatype datatype, short[] bits) implements ElementSink {
        @Override
        public int size() {
            return bits.length;
        }

        @Override
        public boolean accept(JsonParser json, JsonToken token, int index) throws IOException {
            if (!token.isNumeric()) {
                return false;
            }
            bits[index] = HalfPrecision.bits(datatype, json.getDoubleValue());
            return Float.isFinite(HalfPrecision.value(datatype, bits[index]));
        }

        @Override
        public String wanted() {
            return "a number that " + datatype + " can hold";
        }

        @Override
        public Elements elements() {
            return new Elements.Halves(bits);
        }
    }

    /** UINT64. */
    record UnsignedLongSink(long[] values) implements ElementSink {
        @Override
        public int size() {
            return values.length;
        }

        @Override
        public boolean accept(JsonParser json, JsonToken token, int index) throws IOException {
            if (token != JsonToken.VALUE_NUMBER_INT) {
                return false;
            }
            BigInteger value = json.getBigIntegerValue();
            values[index] = value.longValue();
            return value.signum() >= 0 && value.bitLength() <= Long.SIZE;
        }

        @Override
        public String wanted() {
            return "a whole number from 0 to 18446744073709551615";
        }

        @Override
        public Elements elements() {
            return new Elements.Longs(values);
        }
    }

    /** INT64. */
    record LongSink(long[] values) implements ElementSink {
        @Override
        public int size() {
            return values.length;
        }

        @Override
        public boolean accept(JsonParser json, JsonToken token, int index) throws IOException {
            if (token != JsonToken.VALUE_NUMBER_INT) {
                return false;
            }
            values[index] = json.getLongValue();
            return true;
        }

        @Override
        public String wanted() {
            return "a whole number of 64 bits";
        }

        @Override
        public Elements elements() {
            return new Elements.Longs(values);
        }
    }

    /** INT32 and UINT32. */
    record IntSink(int[] values, long least, long greatest) implements ElementSink {
        @Override
        public int size() {
            return values.length;
        }

        @Override
        public boolean accept(JsonParser json, JsonToken token, int index) throws IOException {
            if (token != JsonToken.VALUE_NUMBER_INT) {
                return false;
            }
            long value = json.getLongValue();
            values[index] = (int) value;
            return value >= least && value <= greatest;
        }

        @Override
        public String wanted() {
            return "a whole number from " + least + " to " + greatest;
        }

        @Override
        public Elements elements() {
            return new Elements.Ints(values);
        }
    }

    /** INT16 and UINT16. */
    record ShortSink(short[] values, long least, long greatest) implements ElementSink {
        @Override
        public int size() {
            return values.length;
        }

        @Override
        public boolean accept(JsonParser json, JsonToken token, int index) throws IOException {
            if (token != JsonToken.VALUE_NUMBER_INT) {
                return false;
            }
            long value = json.getLongValue();
            values[index] = (short) value;
            return value >= least && value <= greatest;
        }

        @Override
        public String wanted() {
            return "a whole number from " + least + " to " + greatest;
        }

        @Override
        public Elements elements() {
            return new Elements.Shorts(values);
        }
    }

    /** INT8 and UINT8. */
    record OctetSink(byte[] values, int least, int greatest) implements ElementSink {
        @Override
        public int size() {
            return values.length;
        }

        @Override
        public boolean accept(JsonParser json, JsonToken token, int index) throws IOException {
            if (token != JsonToken.VALUE_NUMBER_INT) {
                return false;
            }
            int value = json.getIntValue();
            values[index] = (byte) value;
            return value >= least && value <= greatest;
        }

        @Override
        public String wanted() {
            return "a whole number from " + least + " to " + greatest;
        }

        @Override
        public Elements elements() {
            return new Elements.Octets(values);
        }
    }

    /** BOOL. */
    record BoolSink(byte[] values) implements ElementSink {
        @Override
        public int size() {
            return values.length;
        }

        @Override
        public boolean accept(JsonParser json, JsonToken token, int index) {
            values[index] = (byte) (token == JsonToken.VALUE_TRUE ? 1 : 0);
            return token.isBoolean();
        }

        @Override
        public String wanted() {
            return "true or false";
        }

        @Override
        public Elements elements() {
            return new Elements.Octets(values);
        }
    }

    /** BYTES. */
    record TextSink(String[] values) implements ElementSink {
        @Override
        public int size() {
            return values.length;
        }

        @Override
        public boolean accept(JsonParser json, JsonToken token, int index) throws IOException {
            if (token != JsonToken.VALUE_STRING) {
                return false;
            }
            values[index] = JsonText.text(json, "element " + index + " of data");
            return true;
        }

        @Override
        public String wanted() {
            return "text";
        }

        @Override
        public Elements elements() {
            return new Elements.Texts(values);
        }
    }
}
