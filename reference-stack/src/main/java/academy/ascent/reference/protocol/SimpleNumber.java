package academy.ascent.reference.protocol;

import academy.ascent.reference.protocol.SimpleJson.NotSimple;

/**
 * Reads a JSON number as the nearest FP32 or FP64, or as a whole number.
 *
 * <p>A number of at most 18 digits whose value is below 2^53, times or divided by a power of ten of at most 22, comes
 * out of one division or multiplication of exact doubles and so is the nearest double (Clinger, "How to read floating
 * point numbers accurately", 1990). The nearest float to it is the nearest to the number itself too, unless the double
 * lies exactly between two floats.
 */
final class SimpleNumber {
    private static final int MOST_DIGITS = 18;
    private static final long EXACT = 1L << 53;
    private static final double[] TENS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };
    /** The bits that a double has more than a float, and the one that stands for half of the float's last place. */
    private static final long LOWER_BITS = (1L << 29) - 1;

    private static final long HALF_WAY = 1L << 28;

    private final SimpleJson json;
    private long digits;
    private int exponent;
    private boolean negative;

    SimpleNumber(SimpleJson json) {
        this.json = json;
    }

    float nextFloat() throws NotSimple {
        double value = nextDouble();
        double size = Math.abs(value);
        if (size == 0) {
            return (float) value;
        }
        if (size < Float.MIN_NORMAL
                || size > Float.MAX_VALUE
                || (Double.doubleToRawLongBits(value) & LOWER_BITS) == HALF_WAY) {
            throw SimpleJson.notSimple();
        }
        return (float) value;
    }

    double nextDouble() throws NotSimple {
        scan();
        if (digits >= EXACT || exponent < -22 || exponent > 22) {
            throw SimpleJson.notSimple();
        }
        double value = exponent < 0 ? digits / TENS[-exponent] : digits * TENS[exponent];
        return negative ? -value : value;
    }

    long nextLong() throws NotSimple {
        int start = json.at;
        scan();
        for (int i = start; i < json.at; i++) {
            byte character = json.json[i];
            if (character == '.' || character == 'e' || character == 'E') {
                throw SimpleJson.notSimple();
            }
        }
        return negative ? -digits : digits;
    }

    /** Reads sign, digits and exponent; minus nought is left to the complete parser. */
    private void scan() throws NotSimple {
        negative = json.peek() == '-';
        if (negative) {
            json.at++;
        }
        digits = 0;
        exponent = 0;
        int start = json.at;
        int whole = digits();
        if (whole > 1 && json.json[start] == '0') {
            throw SimpleJson.notSimple();
        }
        int count = whole;
        byte next = json.current();
        if (next == '.') {
            json.at++;
            int fraction = digits();
            exponent = -fraction;
            count += fraction;
            next = json.current();
        }
        if (next == 'e' || next == 'E') {
            json.at++;
            exponent += power();
        }
        if (count > MOST_DIGITS || negative && digits == 0) {
            throw SimpleJson.notSimple();
        }
    }

    /** Takes one digit or more; an overflow is found out by their number. */
    private int digits() throws NotSimple {
        int start = json.at;
        byte next = json.current();
        while (next >= '0' && next <= '9') {
            digits = digits * 10 + (next - '0');
            json.at++;
            next = json.current();
        }
        if (json.at == start) {
            throw SimpleJson.notSimple();
        }
        return json.at - start;
    }

    private int power() throws NotSimple {
        byte sign = json.current();
        if (sign == '-' || sign == '+') {
            json.at++;
        }
        long mantissa = digits;
        digits = 0;
        int count = digits();
        int power = (int) digits;
        digits = mantissa;
        if (count > 3) {
            throw SimpleJson.notSimple();
        }
        return sign == '-' ? -power : power;
    }
}
