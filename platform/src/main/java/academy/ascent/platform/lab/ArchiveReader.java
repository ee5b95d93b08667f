package academy.ascent.platform.lab;

import academy.ascent.grader.lab.Lab;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/**
 * Reads a .zip or .tar.gz into memory within bounds of size, count, depth and ratio, before anything is written. The first
 * entry that is not in order refuses the whole.
 */
final class ArchiveReader {
    static final long LARGEST_WHOLE = 32L * 1024 * 1024;
    static final int MOST_ENTRIES = 256;
    /** Text compresses tenfold; a hundredfold is a bomb or worth nothing. Small files may be as dull as they like. */
    private static final int HIGHEST_RATIO = 100;

    private static final int RATIO_COUNTS_FROM = 1024 * 1024;

    private final Lab lab;
    private final long packed;
    private final TreeMap<String, String> texts = new TreeMap<>();
    private final List<String> left = new ArrayList<>();
    private int entries;
    private long whole;

    private ArchiveReader(Lab lab, long packed) {
        this.lab = lab;
        this.packed = packed;
    }

    static UploadedArchive read(Lab lab, byte[] archive) {
        var reader = new ArchiveReader(lab, archive.length);
        try {
            if (startsWith(archive, 'P', 'K')) {
                reader.readZip(archive);
            } else if (startsWith(archive, 0x1F, 0x8B)) {
                reader.readTar(archive);
            } else {
                return new UploadedArchive.Refused(
                        "This is neither a .zip nor a .tar.gz. Pack your files as one of them.");
            }
        } catch (Refusal refusal) {
            return new UploadedArchive.Refused(refusal.getMessage() + " Nothing was changed.");
        } catch (IOException | IllegalArgumentException e) {
            return new UploadedArchive.Refused(
                    "The archive is damaged and cannot be read to its end. Pack it again. Nothing was changed.");
        }
        return reader.texts.isEmpty()
                ? new UploadedArchive.Refused("The archive holds no file that you may change in this lab. Yours are: "
                        + String.join(", ", lab.files().edit()) + ". Nothing was changed.")
                : new UploadedArchive.Readable(reader.texts, List.copyOf(reader.left));
    }

    private void readZip(byte[] archive) throws IOException, Refusal {
        try (var zip = ZipFile.builder()
                .setSeekableByteChannel(new SeekableInMemoryByteChannel(archive))
                .get()) {
            for (var entries = zip.getEntries(); entries.hasMoreElements(); ) {
                readZipEntry(zip, entries.nextElement());
            }
        }
    }

    private void readZipEntry(ZipFile zip, ZipArchiveEntry entry) throws IOException, Refusal {
        // The upper four bits of a Unix mode say what an entry is; 0 stands for an archiver that does not know.
        var kind = entry.getUnixMode() & 0xF000;
        if (entry.isUnixSymlink()) {
            throw new Refusal(entry.getName(), "is a symbolic link; put the file itself there.");
        }
        if (kind != 0 && kind != 0x8000 && kind != 0x4000) {
            throw new Refusal(entry.getName(), "is a device or another special file; leave it out.");
        }
        if (!zip.canReadEntryData(entry)) {
            throw new Refusal(entry.getName(), "is encrypted or packed in an uncommon way; pack it plainly.");
        }
        try (var content = zip.getInputStream(entry)) {
            take(entry.getName(), entry.isDirectory(), content);
        }
    }

    private void readTar(byte[] archive) throws IOException, Refusal {
        try (var tar = new TarArchiveInputStream(new GZIPInputStream(new ByteArrayInputStream(archive)), "UTF-8")) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.isSymbolicLink() || entry.isLink()) {
                    throw new Refusal(entry.getName(), "is a link; put the file itself there.");
                }
                if (entry.isCharacterDevice() || entry.isBlockDevice() || entry.isFIFO() || entry.isSparse()) {
                    throw new Refusal(entry.getName(), "is a device or another special file; leave it out.");
                }
                take(entry.getName(), entry.isDirectory(), tar);
            }
        }
    }

    private void take(String entryName, boolean folder, InputStream content) throws IOException, Refusal {
        if (++entries > MOST_ENTRIES) {
            throw new Refusal(entryName, "is one too many: an archive may have at most " + MOST_ENTRIES + " entries.");
        }
        var path = stripped(entryName, folder);
        if (folder && path.isEmpty()) {
            return;
        }
        var problem = FileRules.pathProblem(path);
        if (problem.isPresent()) {
            throw new Refusal(problem.get());
        }
        if (folder || isLeftover(path)) {
            read(entryName, content, Long.MAX_VALUE);
            return;
        }
        switch (lab.files().access(path)) {
            case EDIT -> keep(path, read(entryName, content, FileRules.LARGEST_FILE));
            case READ -> {
                read(entryName, content, Long.MAX_VALUE);
                left.add(path);
            }
            case CLOSED -> throw new Refusal(entryName, "has no place in this lab; leave it out.");
        }
    }

    /** Archivers write {@code ./serving.yaml} and end folders with a slash. */
    private static String stripped(String entryName, boolean folder) {
        var path = entryName.startsWith("./") ? entryName.substring(2) : entryName;
        return folder && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    /** What file managers put into archives by themselves. */
    private static boolean isLeftover(String path) {
        return path.startsWith("__MACOSX/") || path.equals(".DS_Store") || path.endsWith("/.DS_Store");
    }

    private void keep(String path, byte[] bytes) throws Refusal {
        var text = StarterText.decode(bytes);
        if (text.isEmpty()) {
            throw new Refusal(path, "is no text in UTF-8; save it as such.");
        }
        if (texts.put(path, text.get()) != null) {
            throw new Refusal(path, "is there twice; keep one of them.");
        }
        if (texts.size() > FileRules.MOST_FILES) {
            throw new Refusal(path, "is one too many: a lab takes at most " + FileRules.MOST_FILES + " files.");
        }
    }

    /** Reads an entry, whatever size it claims to have, and stops as soon as a bound is passed. */
    private byte[] read(String entryName, InputStream content, long most) throws IOException, Refusal {
        var kept = new ByteArrayOutputStream();
        var buffer = new byte[16 * 1024];
        long size = 0;
        for (var count = content.read(buffer); count >= 0; count = content.read(buffer)) {
            size += count;
            whole += count;
            if (size > most) {
                throw new Refusal(
                        entryName, "is larger than " + most / 1024 + " KiB; make it smaller or leave it out.");
            }
            if (whole > LARGEST_WHOLE) {
                throw new Refusal(
                        entryName,
                        "makes the whole larger than " + LARGEST_WHOLE / 1024 / 1024
                                + " MiB unpacked; leave data out.");
            }
            if (whole > RATIO_COUNTS_FROM && whole / HIGHEST_RATIO > packed) {
                throw new Refusal(
                        entryName,
                        "unpacks to more than " + HIGHEST_RATIO + " times what was sent; that is not taken.");
            }
            if (most <= FileRules.LARGEST_FILE) {
                kept.write(buffer, 0, count);
            }
        }
        return kept.toByteArray();
    }

    private static boolean startsWith(byte[] archive, int first, int second) {
        return archive.length > 2 && (archive[0] & 0xFF) == first && (archive[1] & 0xFF) == second;
    }

    /** Ends the reading; its message goes to the learner. */
    private static final class Refusal extends Exception {
        private static final long serialVersionUID = 1L;

        Refusal(String message) {
            super(message, null, false, false);
        }

        Refusal(String entryName, String why) {
            this("'" + FileRules.shown(entryName) + "' " + why);
        }

        @Override
        public String getMessage() {
            return Optional.ofNullable(super.getMessage()).orElse("");
        }
    }
}
