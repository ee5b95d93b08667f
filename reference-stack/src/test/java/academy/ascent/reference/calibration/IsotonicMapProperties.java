package academy.ascent.reference.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;

class IsotonicMapProperties {
    @Property
    void itNeverFallsAndKeepsTheShareOfOnes(
            @ForAll @Size(min = 1, max = 60) List<@DoubleRange(max = 1) Double> scores, @ForAll long labels) {
        double[] x = scores.stream().mapToDouble(Double::doubleValue).toArray();
        double[] y = new double[x.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = labels >>> i & 1;
        }
        Scored scored = new Scored(x, y);

        IsotonicMap map = IsotonicMap.fit(scored);

        double sum = 0;
        for (double score : x) {
            double probability = map.probability(score);
            assertThat(probability).isBetween(0.0, 1.0);
            sum += probability;
            for (double other : x) {
                if (other <= score) {
                    assertThat(map.probability(other)).isLessThanOrEqualTo(probability + 1e-12);
                }
            }
        }
        assertThat(sum).isCloseTo(scored.ones(), within(1e-9));
    }
}
