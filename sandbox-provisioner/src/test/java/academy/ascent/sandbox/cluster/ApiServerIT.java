package academy.ascent.sandbox.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A shell script stands for an API server that never becomes ready. */
class ApiServerIT {
    @TempDir
    Path folder;

    private ApiServer given(String script) throws IOException {
        Path program = folder.resolve("kube-apiserver");
        Files.writeString(program, "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return new ApiServer(program, folder, Premises.LOOPBACK, Duration.ofSeconds(1));
    }

    @Test
    void one_that_ends_is_told_with_the_end_of_its_log() throws Exception {
        ApiServer apiServer = given("echo started >> starts; echo 'unknown flag'; exit 1");
        assertThatThrownBy(() -> apiServer.start(new FreePorts()))
                .isInstanceOf(ClusterFailure.class)
                .hasMessageContaining("The API server has ended")
                .hasMessageContaining("unknown flag");
        assertThat(folder.resolve("starts")).content().hasLineCount(1);
    }

    @Test
    void one_that_hangs_is_ended_and_told_with_the_end_of_its_log() throws Exception {
        ApiServer apiServer = given("echo $$ > pid; echo 'waiting for etcd'; exec sleep 300");
        assertThatThrownBy(() -> apiServer.start(new FreePorts()))
                .isInstanceOf(ClusterFailure.class)
                .hasMessageContaining("The API server is not ready after 1 s")
                .hasMessageContaining("waiting for etcd");
        long pid = Long.parseLong(Files.readString(folder.resolve("pid")).strip());
        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void other_ports_are_tried_while_one_is_taken_but_not_for_ever() throws Exception {
        ApiServer apiServer = given("echo started >> starts; echo 'bind: address already in use'; exit 1");
        assertThatThrownBy(() -> apiServer.start(new FreePorts())).hasMessageContaining("address already in use");
        assertThat(folder.resolve("starts")).content().hasLineCount(3);
    }
}
