package academy.ascent.sandbox.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import academy.ascent.sandbox.local.RuntimeImage.Layer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayersTest {
    @TempDir
    Path folder;

    private Path jars;
    private Layers layers;

    @BeforeEach
    void aFolderThatOnlyItsOwnerMayEnter() throws IOException {
        jars = Files.createDirectory(folder.resolve("jars"));
        Files.writeString(jars.resolve("a.jar"), "one");
        Files.setPosixFilePermissions(jars, PosixFilePermissions.fromString("rwx------"));
        layers = new Layers(folder.resolve("cache"));
    }

    private Path readable() throws IOException {
        RuntimeImage image =
                new RuntimeImage(List.of(new Layer(jars, "/opt/jars")), List.of(), List.of(), Map.of(), false);
        return layers.readable(Map.of("image:1", image))
                .get("image:1")
                .layers()
                .getFirst()
                .source();
    }

    @Test
    void an_unreadable_layer_is_copied_so_that_everybody_can_read_it() throws IOException {
        Path copy = readable();
        assertThat(copy).isNotEqualTo(jars);
        assertThat(copy.resolve("a.jar")).hasContent("one");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)))
                .isEqualTo("rwxr-xr-x");
    }

    @Test
    void the_copy_is_as_old_as_its_source_since_an_aot_cache_holds_for_jars_of_that_time() throws IOException {
        FileTime time = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));
        Files.setLastModifiedTime(jars.resolve("a.jar"), time);
        Path first = readable();
        assertThat(Files.getLastModifiedTime(first.resolve("a.jar"))).isEqualTo(time);

        FileTime later = FileTime.from(Instant.parse("2026-01-02T00:00:00Z"));
        Files.setLastModifiedTime(jars.resolve("a.jar"), later);
        assertThat(Files.getLastModifiedTime(readable().resolve("a.jar"))).isEqualTo(later);
    }

    @Test
    void the_copy_is_made_once_for_each_content() throws IOException {
        Path first = readable();
        assertThat(readable()).isEqualTo(first);
        Files.writeString(jars.resolve("a.jar"), "two");
        assertThat(readable()).isNotEqualTo(first);
        assertThat(first.resolve("a.jar")).hasContent("one");
    }

    @Test
    void a_layer_that_is_missing_is_named() {
        jars = folder.resolve("missing");
        assertThatThrownBy(this::readable).isInstanceOf(IOException.class).hasMessageContaining("missing");
    }
}
