package academy.ascent.sandbox.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster of processes, started for each of these tests. */
@ClusterTest
class GoClusterE2E {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    Path folder;

    @BeforeEach
    void assumeGoBuiltIt(TestCluster cluster) {
        assumeThat(cluster.origin()).contains("built by Go");
    }

    @Test
    void a_port_that_is_taken_is_left_for_another_and_nothing_remains() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            FreePorts free = new FreePorts();
            Iterator<Integer> ports =
                    List.of(taken.getLocalPort(), free.getAsInt()).iterator();
            TestCluster cluster = GoCluster.start(programs(), folder, ports::next, PATIENCE);
            assertThat(cluster.client().getMasterUrl().getPort()).isNotEqualTo(taken.getLocalPort());
            List<ProcessHandle> processes = running(ProcessHandle.current());
            assertThat(processes).hasSize(5);
            cluster.close();
            assertThat(processes).noneMatch(ProcessHandle::isAlive);
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void a_jvm_that_is_killed_leaves_no_process_and_its_folder_goes_with_the_next_start() throws Exception {
        Process jvm = AnotherJvm.running(Occupant.class, folder.toString());
        assertThat(jvm.inputReader().readLine()).isEqualTo("ready");
        List<ProcessHandle> processes = running(jvm.toHandle());
        assertThat(processes).hasSize(5);
        jvm.destroyForcibly().waitFor();
        await().untilAsserted(() -> assertThat(processes).noneMatch(ProcessHandle::isAlive));
        assertThat(folder).isNotEmptyDirectory();
        RunFolder.create(folder).close();
        assertThat(folder).isEmptyDirectory();
    }

    private static GoCluster.Programs programs() throws IOException {
        ClusterSource source = new ClusterSource(System.getenv());
        return source.programs(source.go().orElseThrow());
    }

    /** The cluster's programs below a process that use this test's folder. */
    private List<ProcessHandle> running(ProcessHandle ancestor) {
        return ancestor.descendants()
                .filter(process -> !process.info().command().orElse("").endsWith("sh"))
                .filter(process -> process.info().commandLine().orElse("").contains(folder.toString()))
                .toList();
    }

    /** Starts a cluster and never ends by itself. */
    static final class Occupant {
        private Occupant() {}

        public static void main(String[] args) throws Exception {
            GoCluster.start(programs(), Path.of(args[0]), new FreePorts(), PATIENCE);
            System.out.println("ready");
            Thread.sleep(600_000);
        }
    }
}
