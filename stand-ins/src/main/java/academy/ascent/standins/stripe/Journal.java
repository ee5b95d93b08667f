package academy.ascent.standins.stripe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Everything that the stand-in knows, kept in one file: a line is one change, all of it or nothing, on disk before the
 * caller goes on. Callers serialise their changes.
 */
final class Journal implements AutoCloseable {

    private static final TypeReference<List<Entry>> CHANGE = new TypeReference<>() {};

    private final ObjectMapper mapper = new ObjectMapper();
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final FileChannel lock;
    // A stream, since an interrupt would close a channel in the middle of a change.
    private final FileOutputStream file;

    private Journal(Path folder) throws IOException {
        Files.createDirectories(folder);
        lock = lock(folder);
        Path path = folder.resolve("stripe.jsonl");
        if (Files.exists(path)) {
            replay(path);
        }
        compact(folder, path);
        file = new FileOutputStream(path.toFile(), true);
    }

    /**
     * Opens the journal of a folder and reads it.
     *
     * @throws IOException where the folder cannot be used or another process holds it
     */
    static Journal open(Path folder) throws IOException {
        return new Journal(folder);
    }

    private static FileChannel lock(Path folder) throws IOException {
        var channel =
                FileChannel.open(folder.resolve("stripe.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException _) {
            // held by this very process
        }
        channel.close();
        throw new IOException(folder + " is used by another stand-in. Stop it, or choose another folder with --data.");
    }

    private void replay(Path path) throws IOException {
        List<String> lines = Files.readAllLines(path, StandardCharsets.UTF_8);
        for (int i = 0; i < lines.size(); i++) {
            try {
                mapper.readValue(lines.get(i), CHANGE).forEach(this::remember);
            } catch (JsonProcessingException damaged) {
                if (i < lines.size() - 1) {
                    throw new IOException(path + ", line " + (i + 1) + " is damaged: " + damaged.getOriginalMessage());
                }
                // A torn last line is a change whose caller never got an answer.
            }
        }
    }

    private void compact(Path folder, Path path) throws IOException {
        Path fresh = folder.resolve("stripe.jsonl.new");
        var text = new StringBuilder();
        for (Entry entry : entries.values()) {
            text.append(line(List.of(entry)));
        }
        try (var stream = new FileOutputStream(fresh.toFile())) {
            write(stream, text.toString());
        }
        Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Writes one change; it is on disk when this returns. */
    synchronized void append(List<? extends Entry> change) {
        try {
            write(file, line(change));
        } catch (IOException broken) {
            throw new UncheckedIOException("The stand-in cannot write its journal.", broken);
        }
        change.forEach(this::remember);
    }

    private String line(List<? extends Entry> change) throws IOException {
        return mapper.writerFor(CHANGE).writeValueAsString(change) + "\n";
    }

    private static void write(FileOutputStream stream, String text) throws IOException {
        stream.write(text.getBytes(StandardCharsets.UTF_8));
        stream.getFD().sync();
    }

    private void remember(Entry entry) {
        entries.put(entry.getClass().getSimpleName() + ":" + entry.key(), entry);
    }

    synchronized <T extends Entry> Optional<T> find(Class<T> type, String key) {
        return Optional.ofNullable(entries.get(type.getSimpleName() + ":" + key))
                .map(type::cast);
    }

    /** All entries of a kind, oldest first. */
    synchronized <T extends Entry> List<T> all(Class<T> type) {
        return entries.values().stream()
                .flatMap(entry -> type.isInstance(entry) ? Stream.of(type.cast(entry)) : Stream.empty())
                .toList();
    }

    @Override
    public synchronized void close() {
        try {
            file.close();
            lock.close();
        } catch (IOException broken) {
            throw new UncheckedIOException("The stand-in cannot close its journal.", broken);
        }
    }
}
