package academy.ascent.sandbox.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import academy.ascent.sandbox.SandboxException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TerminalSeatsTest {
    private final TerminalSeats seats = new TerminalSeats();

    @Test
    void a_pod_has_four_and_another_one_when_one_is_given_back() {
        List<Runnable> taken = new ArrayList<>();
        for (int i = 0; i < TerminalSeats.MOST; i++) {
            taken.add(seats.take("the pod web", "uid-1"));
        }
        assertThatThrownBy(() -> seats.take("the pod web", "uid-1"))
                .isInstanceOfSatisfying(
                        SandboxException.class,
                        full -> assertThat(full.code()).isEqualTo(SandboxException.Code.UNAVAILABLE))
                .hasMessage("The pod web has 4 terminals already; close one of them");
        seats.take("the pod other", "uid-2");
        taken.getFirst().run();
        seats.take("the pod web", "uid-1");
        assertThatThrownBy(() -> seats.take("the pod web", "uid-1")).isInstanceOf(SandboxException.class);
    }
}
