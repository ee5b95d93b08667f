package academy.ascent.sandbox.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterSourceTest {
    @TempDir
    Path empty;

    @Test
    void without_kubeconfig_and_go_there_is_no_cluster_and_the_reason_says_what_to_do() {
        assertThat(new ClusterSource(Map.of("PATH", empty + ":")).find())
                .isInstanceOfSatisfying(
                        ClusterSource.Nothing.class,
                        nothing -> assertThat(nothing.reason())
                                .contains("ASCENT_TEST_KUBECONFIG")
                                .contains("install Go"));
    }

    @Test
    void a_kubeconfig_that_is_not_there_is_an_error_and_no_reason_to_look_elsewhere() {
        String missing = empty.resolve("kubeconfig").toString();
        assertThatThrownBy(() -> new ClusterSource(Map.of("ASCENT_TEST_KUBECONFIG", missing)).find())
                .isInstanceOf(ClusterFailure.class)
                .hasMessageContaining(missing)
                .hasMessageContaining("cannot be read");
    }
}
