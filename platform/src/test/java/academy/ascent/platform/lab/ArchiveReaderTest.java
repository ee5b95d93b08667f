package academy.ascent.platform.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ArchiveReaderTest {

    @Test
    void takesWhatMayBeChangedAndLeavesWhatBelongsToTheLab() throws IOException {
        var zip = new Zip()
                .file("./serving.yaml", "a: 1\n")
                .file("k8s/", "")
                .file("k8s/service.yaml", "b: 2\n")
                .file("model/tumour.onnx", "\0\1\2")
                .file("__MACOSX/._serving.yaml", "x");

        assertThat(read(zip.bytes())).isInstanceOfSatisfying(UploadedArchive.Readable.class, readable -> {
            assertThat(readable.texts()).containsOnlyKeys("k8s/service.yaml", "serving.yaml");
            assertThat(readable.texts()).containsEntry("serving.yaml", "a: 1\n");
            assertThat(readable.left()).containsExactly("model/tumour.onnx");
        });
    }

    @Test
    void takesATarball() throws IOException {
        var tar = tar(out -> {
            file(out, "serving.yaml", "a: 1\n");
            file(out, "k8s/deployment.yaml", "b: 2\n");
        });

        assertThat(read(tar))
                .isInstanceOfSatisfying(
                        UploadedArchive.Readable.class,
                        readable ->
                                assertThat(readable.texts()).containsOnlyKeys("k8s/deployment.yaml", "serving.yaml"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../serving.yaml",
                "k8s/../../serving.yaml",
                "/etc/cron.d/x.yaml",
                "a/b/c/d/e/f/g/h/i/x.yaml",
                "k8s/na\u00efve.yaml",
                "grading/cases.csv",
                "lab.yaml",
                "k8s/nested/deep.yaml"
            })
    void aNameThatHasNoPlaceIsNamedAndRefusesTheWhole(String name) throws IOException {
        var zip = new Zip().file("serving.yaml", "a: 1\n").file(name, "b: 2\n");

        assertRefused(zip.bytes(), name.substring(0, 4));
    }

    @Test
    void aSymbolicLinkIsRefusedInEitherKind() throws IOException {
        assertRefused(new Zip().special("serving.yaml", 0xA1FF, "/etc/passwd").bytes(), "symbolic link");
        assertRefused(tar(out -> link(out, "serving.yaml", TarConstants.LF_SYMLINK)), "is a link");
        assertRefused(tar(out -> link(out, "serving.yaml", TarConstants.LF_LINK)), "is a link");
    }

    @Test
    void aDeviceIsRefusedInEitherKind() throws IOException {
        assertRefused(new Zip().special("serving.yaml", 0x21A4, "").bytes(), "device");
        assertRefused(tar(out -> link(out, "serving.yaml", TarConstants.LF_CHR)), "device");
        assertRefused(tar(out -> link(out, "serving.yaml", TarConstants.LF_FIFO)), "device");
    }

    @Test
    void aBombIsStoppedByItsRatio() throws IOException {
        var zip = new Zip().file("model/tumour.onnx", "0".repeat(40 * 1024 * 1024));

        assertThat(zip.bytes().length).isLessThan(100_000);
        assertRefused(zip.bytes(), "100 times");
    }

    @Test
    void aFileThatIsTooLargeIsRefused() throws IOException {
        assertRefused(
                new Zip()
                        .file("serving.yaml", "x".repeat(FileRules.LARGEST_FILE + 1))
                        .bytes(),
                "256 KiB");
    }

    @Test
    void tooManyFilesAreRefused() throws IOException {
        var zip = new Zip();
        for (var i = 0; i <= FileRules.MOST_FILES; i++) {
            zip.file("k8s/file-" + i + ".yaml", "a: 1\n");
        }
        assertRefused(zip.bytes(), "one too many");
    }

    @Test
    void tooManyEntriesAreRefusedWhateverTheyAre() throws IOException {
        var zip = new Zip();
        for (var i = 0; i <= ArchiveReader.MOST_ENTRIES; i++) {
            zip.file("__MACOSX/" + i, "");
        }
        assertRefused(zip.bytes(), "one too many");
    }

    @Test
    void anEntryThatIsThereTwiceIsRefused() throws IOException {
        assertRefused(
                new Zip()
                        .file("serving.yaml", "a: 1\n")
                        .file("serving.yaml", "a: 2\n")
                        .bytes(),
                "twice");
    }

    @Test
    void whatIsNoUtf8IsRefused() throws IOException {
        var zip = new Zip().bytes("serving.yaml", new byte[] {'a', (byte) 0xFF, 'b'});
        assertRefused(zip.bytes(), "no text in UTF-8");
    }

    @Property(tries = 300)
    void noRubbishBreaksTheReader(@ForAll byte[] rubbish) {
        assertThat(read(rubbish)).isInstanceOf(UploadedArchive.Refused.class);
    }

    @Property(tries = 200)
    void noDamageBreaksTheReader(@ForAll int seed) throws IOException {
        var zip = new Zip().file("serving.yaml", "a: 1\n".repeat(50)).bytes();
        var random = new Random(seed);
        for (var i = 0; i < 4; i++) {
            zip[random.nextInt(zip.length)] = (byte) random.nextInt();
        }
        assertThat(read(Arrays.copyOf(zip, 1 + random.nextInt(zip.length)))).isNotNull();
    }

    private static void assertRefused(byte[] archive, String why) {
        assertThat(read(archive))
                .isInstanceOfSatisfying(
                        UploadedArchive.Refused.class,
                        refused -> assertThat(refused.message()).contains(why).endsWith("Nothing was changed."));
    }

    private static UploadedArchive read(byte[] archive) {
        return ArchiveReader.read(LabFixture.LAB, archive);
    }

    private interface Filling {
        void fill(TarArchiveOutputStream out) throws IOException;
    }

    private static byte[] tar(Filling filling) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bytes);
                var out = new TarArchiveOutputStream(gzip, "UTF-8")) {
            filling.fill(out);
        }
        return bytes.toByteArray();
    }

    private static void file(TarArchiveOutputStream out, String name, String text) throws IOException {
        var entry = new TarArchiveEntry(name);
        entry.setSize(text.length());
        out.putArchiveEntry(entry);
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.closeArchiveEntry();
    }

    private static void link(TarArchiveOutputStream out, String name, byte kind) throws IOException {
        var entry = new TarArchiveEntry(name, kind);
        entry.setLinkName("/etc/passwd");
        out.putArchiveEntry(entry);
        out.closeArchiveEntry();
    }

    /** A zip in the making. */
    private static final class Zip {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final ZipArchiveOutputStream out = new ZipArchiveOutputStream(bytes);

        Zip file(String name, String text) throws IOException {
            return bytes(name, text.getBytes(StandardCharsets.UTF_8));
        }

        Zip bytes(String name, byte[] content) throws IOException {
            return entry(new ZipArchiveEntry(name), content);
        }

        Zip special(String name, int mode, String text) throws IOException {
            var entry = new ZipArchiveEntry(name);
            entry.setUnixMode(mode);
            return entry(entry, text.getBytes(StandardCharsets.UTF_8));
        }

        private Zip entry(ZipArchiveEntry entry, byte[] content) throws IOException {
            out.putArchiveEntry(entry);
            if (!entry.isDirectory()) {
                out.write(content);
            }
            out.closeArchiveEntry();
            return this;
        }

        byte[] bytes() throws IOException {
            out.close();
            return bytes.toByteArray();
        }
    }
}
