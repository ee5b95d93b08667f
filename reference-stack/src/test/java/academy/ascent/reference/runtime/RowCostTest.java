package academy.ascent.reference.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RowCostTest {
    private final RowCost cost = new RowCost(100_000);

    @Test
    void oneRunThatWasHeldUpHardlyCounts() {
        cost.ran(50_000_000, 1);

        assertThat(cost.of(1)).isBetween(100_000.0, 110_000.0);
    }

    @Test
    void followsWhatRunsTakeNow() {
        for (int run = 0; run < 100; run++) {
            cost.ran(20_000, 1);
        }
        assertThat(cost.of(10)).isBetween(180_000.0, 220_000.0);

        for (int run = 0; run < 100; run++) {
            cost.ran(2_000_000, 2);
        }
        assertThat(cost.of(1)).isBetween(900_000.0, 1_100_000.0);
    }

    @Test
    void aModelThatCouldNotBeMeasuredIsByItsFirstRun() {
        RowCost unknown = new RowCost(Double.POSITIVE_INFINITY);
        assertThat(unknown.of(1)).isInfinite();

        unknown.ran(30_000, 3);

        assertThat(unknown.of(1)).isEqualTo(10_000);
    }
}
