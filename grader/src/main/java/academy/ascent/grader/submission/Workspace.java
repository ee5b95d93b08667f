package academy.ascent.grader.submission;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * The files of a submission, laid out in a folder. Links are never followed and nothing outside the folder is read.
 *
 * @param folder where they lie
 */
public record Workspace(Path folder) {
    /** The most files that are listed. */
    public static final int MOST_FILES = 20_000;

    private static final int DEEPEST = 40;

    /**
     * What lies in a workspace.
     *
     * @param files sizes in bytes by path, with forward slashes, in alphabetical order
     * @param faults links, special files and what lies too deep
     */
    public record Listing(SequencedMap<String, Long> files, List<Fault> faults) {
        public Listing {
            files = Collections.unmodifiableSequencedMap(new TreeMap<>(files));
            faults = List.copyOf(faults);
        }
    }

    /**
     * Lists every plain file.
     *
     * @throws UncheckedIOException if the folder cannot be read
     */
    public Listing listing() {
        TreeMap<String, Long> files = new TreeMap<>();
        List<Fault> faults = new ArrayList<>();
        try {
            Files.walkFileTree(folder, new Lister(files, faults));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list " + folder, e);
        }
        return new Listing(files, faults);
    }

    /** Whether a path names a plain file inside the workspace, no link on its way. */
    public boolean holds(String path) {
        if (path.isEmpty() || path.startsWith("/") || path.indexOf('\0') >= 0 || path.indexOf('\\') >= 0) {
            return false;
        }
        Path file = folder;
        for (String part : path.split("/", -1)) {
            file = file.resolve(part);
            if (part.isEmpty() || part.equals(".") || part.equals("..") || Files.isSymbolicLink(file)) {
                return false;
            }
        }
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Reads a file as UTF-8 text.
     *
     * @param mostBytes the largest size that is read
     */
    public Reading<String> text(String path, int mostBytes) {
        if (!holds(path)) {
            return Reading.unusable(path, 0, "is not there as a plain file; add it (links are not followed).");
        }
        byte[] bytes;
        try (InputStream in = Files.newInputStream(folder.resolve(path), LinkOption.NOFOLLOW_LINKS)) {
            bytes = in.readNBytes(mostBytes + 1);
        } catch (IOException e) {
            return Reading.unusable(path, 0, "cannot be read (" + e.getMessage() + ").");
        }
        if (bytes.length > mostBytes) {
            return Reading.unusable(
                    path, 0, "is larger than " + Sizes.words(mostBytes) + ", the most that is read; shorten it.");
        }
        return decoded(path, bytes);
    }

    private static Reading<String> decoded(String path, byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length + 1);
        CoderResult result = decoder.decode(in, out, true);
        String text = out.flip().toString();
        int zero = text.indexOf('\0');
        if (result.isError() || zero >= 0) {
            String before = zero >= 0 ? text.substring(0, zero) : text;
            int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
            return Reading.unusable(
                    path, line, zero >= 0 ? "holds a zero byte, so it is no text." : "is not UTF-8; save it as UTF-8.");
        }
        return new Reading.Read<>(text);
    }

    private final class Lister extends SimpleFileVisitor<Path> {
        private final TreeMap<String, Long> files;
        private final List<Fault> faults;

        Lister(TreeMap<String, Long> files, List<Fault> faults) {
            this.files = files;
            this.faults = faults;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            if (folder.relativize(directory).getNameCount() > DEEPEST) {
                faults.add(new Fault(name(directory), 0, "lies deeper than " + DEEPEST + " folders; move it up."));
                return FileVisitResult.SKIP_SUBTREE;
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (files.size() >= MOST_FILES) {
                faults.add(new Fault("", 0, "There are more than " + MOST_FILES + " files; hand in fewer."));
                return FileVisitResult.TERMINATE;
            }
            if (attributes.isRegularFile()) {
                files.put(name(file), attributes.size());
            } else {
                faults.add(new Fault(name(file), 0, "is a link or a special file; hand in plain files only."));
            }
            return FileVisitResult.CONTINUE;
        }

        private String name(Path file) {
            return folder.relativize(file).toString().replace('\\', '/');
        }
    }
}
