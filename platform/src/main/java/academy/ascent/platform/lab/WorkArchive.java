package academy.ascent.platform.lab;

import academy.ascent.grader.lab.Lab;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Packs what a learner sees of a lab, with their own versions, so that it can be worked on elsewhere and sent back. */
final class WorkArchive {
    private WorkArchive() {}

    /** A zip with the learner's files and those of the lab that they may read. */
    static byte[] pack(Workspaces workspaces, long account, Lab lab) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var file : workspaces.files(account, lab)) {
                zip.putNextEntry(new ZipEntry(file.path()));
                var text = workspaces.text(account, lab, file.path());
                if (text.isPresent()) {
                    zip.write(text.get().getBytes(StandardCharsets.UTF_8));
                } else {
                    Files.copy(StarterText.file(lab, file.path()).orElseThrow(), zip);
                }
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot pack the work on " + lab.id(), e);
        }
        return bytes.toByteArray();
    }
}
