package academy.ascent.sandbox.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldersTest {
    @TempDir
    Path folder;

    @Test
    void files_that_are_laid_over_replace_and_add_and_leave_the_others() throws IOException {
        write("from/models/latest/model", "two");
        write("from/models/2/model", "two");
        write("to/models/latest/model", "one");
        write("to/models/1/model", "one");
        layOver();
        assertThat(folder.resolve("to/models/latest/model")).hasContent("two");
        assertThat(folder.resolve("to/models/2/model")).hasContent("two");
        assertThat(folder.resolve("to/models/1/model")).hasContent("one");
        assertThat(folder.resolve("aside")).doesNotExist();
    }

    @Test
    void nothing_is_written_through_a_link() throws IOException {
        write("from/models/model", "two");
        write("outside/model", "mine");
        Files.createDirectory(folder.resolve("to"));
        Files.createSymbolicLink(folder.resolve("to/models"), folder.resolve("outside"));
        assertThatThrownBy(this::layOver).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(folder.resolve("outside/model")).hasContent("mine");
    }

    @Test
    void a_link_in_the_place_of_a_file_is_replaced_and_not_followed() throws IOException {
        write("from/model", "two");
        write("outside", "mine");
        Files.createDirectory(folder.resolve("to"));
        Files.createSymbolicLink(folder.resolve("to/model"), folder.resolve("outside"));
        layOver();
        assertThat(folder.resolve("to/model")).isRegularFile().hasContent("two");
        assertThat(folder.resolve("outside")).hasContent("mine");
    }

    private void layOver() throws IOException {
        Folders.layOver(folder.resolve("from"), folder.resolve("to"), folder.resolve("aside"));
    }

    private void write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
