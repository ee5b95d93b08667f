package academy.ascent.reference.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class HalfPrecisionTest {
    @ParameterizedTest
    @EnumSource(names = {"FP16", "BF16"})
    void everyFiniteValueComesBack(Datatype datatype) {
        for (int bits = 0; bits < 1 << 16; bits++) {
            float value = HalfPrecision.value(datatype, (short) bits);
            if (Float.isFinite(value)) {
                assertThat(HalfPrecision.bits(datatype, value)).isEqualTo((short) bits);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "FP16, 0x1.002p0,            0x1p0", // a tie goes to the even one
        "FP16, 0x1.006p0,            0x1.008p0",
        "FP16, 0x1.0020000001p0,     0x1.004p0", // no tie, although the nearest FP32 is one
        "FP16, 0x1.005ffffffffp0,    0x1.004p0",
        "FP16, 65519.99,             65504",
        "FP16, 65520,                Infinity",
        "FP16, 0x1p-24,              0x1p-24",
        "FP16, 0x1p-25,              0",
        "FP16, 0x1.0000000001p-25,   0x1p-24",
        "BF16, 0x1.01p0,             0x1p0",
        "BF16, 0x1.03p0,             0x1.04p0",
        "BF16, 0x1.0100000000001p0,  0x1.02p0",
        "BF16, 0x1.fep127,           0x1.fep127",
        "BF16, 0x1.ffp127,           Infinity",
        "BF16, 1e300,                Infinity",
        "BF16, -1e-300,              -0.0",
    })
    void roundsToTheNearestOnce(Datatype datatype, double number, float expected) {
        assertThat(HalfPrecision.value(datatype, HalfPrecision.bits(datatype, number)))
                .isEqualTo(expected);
    }

    @Property(tries = 2000)
    void noNeighbourIsNearer(@ForAll @DoubleRange(min = -60000, max = 60000) double number) {
        short bits = HalfPrecision.bits(Datatype.FP16, number);

        BigDecimal distance = distance(number, bits);
        assertThat(distance).isLessThanOrEqualTo(distance(number, (short) (bits + 1)));
        if ((bits & 0x7FFF) != 0) {
            assertThat(distance).isLessThanOrEqualTo(distance(number, (short) (bits - 1)));
        }
    }

    private static BigDecimal distance(double number, short bits) {
        return new BigDecimal(HalfPrecision.value(Datatype.FP16, bits))
                .subtract(new BigDecimal(number))
                .abs();
    }
}
