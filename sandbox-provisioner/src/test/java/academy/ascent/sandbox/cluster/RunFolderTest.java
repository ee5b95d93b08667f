package academy.ascent.sandbox.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
    @TempDir
    Path parent;

    @Test
    void a_folder_goes_with_everything_in_it() throws Exception {
        RunFolder folder = RunFolder.create(parent);
        Files.writeString(Files.createDirectory(folder.path().resolve("etcd")).resolve("data"), "kept nowhere");
        folder.close();
        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void what_a_dead_jvm_left_is_removed_by_the_next_one() throws Exception {
        long pid = ProcessHandle.current().pid();
        Path otherStart = Files.createDirectory(parent.resolve("ascent-cluster-" + pid + "-1-a"));
        Path otherPid = Files.createDirectory(parent.resolve("ascent-cluster-4194999-1-a"));
        Files.writeString(otherPid.resolve("tokens.csv"), "secret");
        RunFolder.create(parent);
        assertThat(otherStart).doesNotExist();
        assertThat(otherPid).doesNotExist();
    }

    @Test
    void what_a_living_jvm_uses_or_somebody_else_named_stays() throws Exception {
        Path foreign = Files.createDirectory(parent.resolve("ascent-cluster-notes"));
        RunFolder first = RunFolder.create(parent);
        RunFolder second = RunFolder.create(parent);
        assertThat(parent.toFile().list())
                .containsExactlyInAnyOrder(
                        foreign.getFileName().toString(),
                        first.path().getFileName().toString(),
                        second.path().getFileName().toString());
    }
}
