package academy.ascent.grader.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Folders of plain files, by relative path with forward slashes. */
final class Tree {
    private Tree() {}

    /** Every file below a folder; links and special files are refused, so that nothing outside can be drawn in. */
    static SequencedMap<String, Path> files(Path folder) {
        TreeMap<String, Path> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            paths.forEach(path -> {
                if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                    files.put(name(folder, path), path);
                } else if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                    throw new LabException(
                            name(folder, path) + " is a link or a special file; hand in plain files only");
                }
            });
        } catch (NoSuchFileException e) {
            throw new LabException("There is no folder " + folder + "; name one that exists", e);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list " + folder, e);
        }
        return files;
    }

    static void copy(Map<String, Path> files, Path target) {
        try {
            Files.createDirectories(target);
            for (Map.Entry<String, Path> entry : files.entrySet()) {
                Path file = target.resolve(entry.getKey());
                Files.createDirectories(file.getParent());
                Files.copy(entry.getValue(), file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot lay out files in " + target, e);
        }
    }

    static String digest(Path folder, Predicate<String> chosen) {
        MessageDigest digest = sha256();
        SequencedMap<String, Path> files = files(folder);
        files.keySet().removeIf(path -> !chosen.test(path));
        files.forEach((path, file) -> {
            try {
                byte[] content = Files.readAllBytes(file);
                digest.update((path + "\0" + content.length + "\0").getBytes(StandardCharsets.UTF_8));
                digest.update(content);
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot read " + file, e);
            }
        });
        return HexFormat.of().formatHex(digest.digest());
    }

    private static String name(Path folder, Path path) {
        return folder.relativize(path).toString().replace('\\', '/');
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
