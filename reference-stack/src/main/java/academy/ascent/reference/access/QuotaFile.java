package academy.ascent.reference.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/** A file with a line for each tenant: its name, the day on which its window began, what it has used. */
final class QuotaFile {
    record Entry(String tenant, LocalDate start, long used) {
        private String line() {
            return tenant + " " + start + " " + used + "\n";
        }
    }

    private final Path path;

    QuotaFile(Path folder) {
        this.path = folder.resolve("quotas");
    }

    Path path() {
        return path;
    }

    /** What the file holds; makes its folder where there is none. */
    List<Entry> read() throws IOException {
        Files.createDirectories(path.toAbsolutePath().getParent());
        List<Entry> entries = new ArrayList<>();
        if (Files.exists(path)) {
            for (String line : Files.readAllLines(path)) {
                entries.add(entry(line));
            }
        }
        return entries;
    }

    private Entry entry(String line) throws IOException {
        String[] parts = line.split(" ", -1);
        if (parts.length == 3 && parts[2].matches("\\d{1,18}")) {
            try {
                return new Entry(parts[0], LocalDate.parse(parts[1]), Long.parseLong(parts[2]));
            } catch (DateTimeParseException _) {
                // Falls through to the same message.
            }
        }
        throw new IOException(path.getFileName() + " has the line \"" + line + "\"; delete the file to begin anew");
    }

    /** Puts these in the place of what the file held: all of them or, if that fails, none. */
    void write(List<Entry> entries) throws IOException {
        StringBuilder lines = new StringBuilder();
        entries.forEach(entry -> lines.append(entry.line()));
        Path next = path.resolveSibling("quotas.next");
        try (FileChannel channel = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer.wrap(lines.toString().getBytes(UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
