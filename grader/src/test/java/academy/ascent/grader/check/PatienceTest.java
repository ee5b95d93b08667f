package academy.ascent.grader.check;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.grader.check.Patience.Answer;
import org.junit.jupiter.api.Test;

class PatienceTest {
    private final Patience patience = new Patience(ofSeconds(30));

    @Test
    void on_a_host_of_its_own_the_limit_is_the_limit() {
        assertThat(patience.after(ofSeconds(30), ZERO)).isEqualTo(Answer.WAIT);
        assertThat(patience.after(ofSeconds(31), ZERO)).isEqualTo(Answer.LATE);
    }

    @Test
    void what_the_hypervisor_took_is_not_held_against_the_submission() {
        assertThat(patience.after(ofSeconds(35), ofSeconds(6))).isEqualTo(Answer.WAIT);
        assertThat(patience.after(ofSeconds(37), ofSeconds(6))).isEqualTo(Answer.LATE);
    }

    @Test
    void a_host_that_is_away_most_of_the_time_cannot_tell() {
        assertThat(patience.after(ofSeconds(90), ofSeconds(160))).isEqualTo(Answer.WAIT);
        assertThat(patience.after(ofSeconds(91), ofSeconds(160))).isEqualTo(Answer.CANNOT_TELL);
        assertThat(patience.after(ofSeconds(91), ofSeconds(20))).isEqualTo(Answer.LATE);
    }
}
