package academy.ascent.standins.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.YearMonth;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class CardTest {

    private static final YearMonth NOW = YearMonth.of(2030, 6);

    @Test
    void theTestCardPaysHoweverItIsSpaced() {
        assertThat(new Card("4242 4242-42424242", "06 / 30", "123").pay(NOW)).isEqualTo(new Card.Outcome.Accepted());
        assertThat(new Card("4242424242424242", "6/2030", "123").pay(NOW)).isEqualTo(new Card.Outcome.Accepted());
    }

    @Test
    void theDecliningCardIsDeclinedInStripesWords() {
        assertThat(new Card("4000000000000002", "12/34", "123").pay(NOW))
                .isEqualTo(new Card.Outcome.Declined("Your card was declined."));
    }

    @Test
    void anyOtherValidNumberIsDeclined() {
        assertThat(new Card("5555555555554444", "12/34", "123").pay(NOW)).isInstanceOf(Card.Outcome.Declined.class);
    }

    @Test
    void aMistypedFieldIsNamed() {
        assertThat(field("4242424242424241", "12/34", "123")).isEqualTo(Card.Field.NUMBER);
        assertThat(field("", "12/34", "123")).isEqualTo(Card.Field.NUMBER);
        assertThat(field("4242424242424242", "05/30", "123")).isEqualTo(Card.Field.EXPIRY);
        assertThat(field("4242424242424242", "13/34", "123")).isEqualTo(Card.Field.EXPIRY);
        assertThat(field("4242424242424242", "soon", "123")).isEqualTo(Card.Field.EXPIRY);
        assertThat(field("4242424242424242", "12/34", "12")).isEqualTo(Card.Field.SECURITY_CODE);
    }

    @Property
    void oneWrongDigitNeverPassesLuhn(
            @ForAll @LongRange(min = 100_000_000_000L, max = 999_999_999_999_999L) long stem,
            @ForAll @IntRange(max = 11) int position,
            @ForAll @IntRange(min = 1, max = 9) int change) {
        String valid = completed(Long.toString(stem));
        char[] digits = valid.toCharArray();
        digits[position] = (char) ('0' + (digits[position] - '0' + change) % 10);
        assertThat(Card.passesLuhn(valid)).isTrue();
        assertThat(Card.passesLuhn(new String(digits))).isFalse();
    }

    private static String completed(String stem) {
        for (char check = '0'; check <= '9'; check++) {
            if (Card.passesLuhn(stem + check)) {
                return stem + check;
            }
        }
        throw new AssertionError("no check digit completes " + stem);
    }

    private static Card.Field field(String number, String expiry, String code) {
        return ((Card.Outcome.Mistyped) new Card(number, expiry, code).pay(NOW)).field();
    }
}
