package academy.ascent.sandbox.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TemporaryFilesTest {
    @Test
    void what_is_memory_and_can_be_written_is_found_whatever_it_is_called() {
        assertThat(TemporaryFiles.folders("""
                        tmpfs / tmpfs ro,nosuid,nodev,relatime 0 0
                        /dev/vda /usr ext4 ro,nosuid,nodev,relatime 0 0
                        tmpfs /tmp tmpfs rw,nosuid,nodev,relatime,size=65536k 0 0
                        tmpfs /a\\040b\\134c tmpfs rw,nosuid,nodev,relatime,size=8192k 0 0
                        proc /proc proc rw,nosuid,nodev,noexec,relatime 0 0
                        """)).containsExactly("/tmp", "/a b\\c");
        assertThat(TemporaryFiles.folders("")).isEmpty();
    }
}
