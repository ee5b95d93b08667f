package academy.ascent.sandbox.local;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import academy.ascent.sandbox.SandboxException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class HostTest {
    @TempDir
    Path empty;

    @Test
    void a_machine_without_the_programs_is_told_what_to_install() {
        assertThatThrownBy(() -> Host.found(List.of(empty)))
                .isInstanceOfSatisfying(SandboxException.class, unavailable -> {
                    org.assertj.core.api.Assertions.assertThat(unavailable.code())
                            .isEqualTo(SandboxException.Code.UNAVAILABLE);
                })
                .hasMessageContaining("bwrap and socat")
                .hasMessageContaining("apt-get install bubblewrap socat util-linux");
    }
}
