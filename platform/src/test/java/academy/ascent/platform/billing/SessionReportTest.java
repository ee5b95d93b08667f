package academy.ascent.platform.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.model.checkout.Session;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class SessionReportTest {
    @Test
    void onlyACompleteSessionWhoseMoneyArrivedIsPaid() {
        assertThat(status("open", "unpaid")).isEqualTo(SessionReport.Status.OPEN);
        assertThat(status("complete", "unpaid")).isEqualTo(SessionReport.Status.PENDING);
        assertThat(status("complete", "paid")).isEqualTo(SessionReport.Status.PAID);
        assertThat(status("complete", "no_payment_required")).isEqualTo(SessionReport.Status.PAID);
        assertThat(status("expired", "unpaid")).isEqualTo(SessionReport.Status.EXPIRED);
    }

    @Test
    void aSessionOfSomebodyElseOnTheSameAccountHasNoOrderOfOurs() {
        var session = session("complete", "paid");
        session.setAmountTotal(null);
        session.setClientReferenceId("seat-12");
        assertThat(SessionReport.of(session).order()).isEmpty();
        session.setClientReferenceId(null);
        assertThat(SessionReport.of(session).order()).isEmpty();
        var id = UUID.randomUUID();
        session.setClientReferenceId(id.toString());
        assertThat(SessionReport.of(session).order()).hasValue(id);
    }

    private static SessionReport.Status status(String status, String paymentStatus) {
        return SessionReport.of(session(status, paymentStatus)).status();
    }

    private static Session session(String status, String paymentStatus) {
        var session = new Session();
        session.setId("cs_test_1");
        session.setStatus(status);
        session.setPaymentStatus(paymentStatus);
        session.setAmountTotal(99_700L);
        session.setCurrency("usd");
        return session;
    }
}
