package academy.ascent.grader.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CoresTest {

    @Test
    void the_generator_keeps_the_first_core_and_sandboxes_get_the_others() {
        assertThat(Cores.of("Name:\tjava\nCpus_allowed:\tf5\nCpus_allowed_list:\t0,2,4-7\nMems_allowed:\t1\n"))
                .isEqualTo(new Cores(List.of(0), List.of(2, 4, 5, 6, 7)));
        assertThat(Cores.of("Cpus_allowed_list:\t0-1\n")).isEqualTo(new Cores(List.of(0), List.of(1)));
    }

    @Test
    void a_single_core_is_shared() {
        assertThat(Cores.of("Cpus_allowed_list:\t3\n")).isEqualTo(Cores.SHARED);
        assertThat(Cores.of("Name:\tjava\n")).isEqualTo(Cores.SHARED);
    }
}
