package academy.ascent.platform.billing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class MoneyTest {
    @Test
    void isWrittenInTheCurrencysOwnMinorUnits() {
        assertThat(Money.of(99_700, "usd")).hasToString("$997.00");
        assertThat(Money.of(399_705, "EUR")).hasToString("€3,997.05");
        assertThat(Money.of(99_700, "jpy")).hasToString("¥99,700");
    }

    @Test
    void isEqualWhateverCaseTheCurrencyCameIn() {
        assertThat(Money.of(1, "usd")).isEqualTo(Money.of(1, "USD")).isNotEqualTo(Money.of(1, "EUR"));
    }
}
