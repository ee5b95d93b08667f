package academy.ascent.reference.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import academy.ascent.reference.config.InvalidConfig;
import academy.ascent.reference.json.Json;
import academy.ascent.reference.json.NotJson;
import academy.ascent.reference.registry.Entry.Event;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The registry's log: one JSON object a line, which can only grow.
 *
 * <p>Each line holds the SHA-256 of the line before, and ends with that of its own beginning; so no line can be changed,
 * left out or put in between without breaking what follows. Whoever keeps the last line's digest elsewhere can tell
 * whether the log has been written anew.
 */
final class RegistryLog implements AutoCloseable {
    static final String NAME = "registry-log.jsonl";

    private static final String NONE = "0".repeat(64);
    /** Some ten thousand promotions; it is read as a whole at the start. */
    private static final long LONGEST_FILE_BYTES = 16L << 20;

    /** Beyond, a version must still be able to leave production, and another to take its place. */
    private static final long RESERVED_BYTES = 1L << 20;

    private static final String SEAL = ",\"sha256\":\"";

    private final Path path;
    private final AppendOnlyFile file;
    private final List<Line> lines = new ArrayList<>();
    private String head = NONE;
    private int cutBytes;

    /** Where a line stands, and of which version it tells; what it tells stays on the disk. */
    record Line(String model, String version, long offset, int length) {}

    private RegistryLog(Path path, AppendOnlyFile file) {
        this.path = path;
        this.file = file;
    }

    /**
     * Reads the folder's log and checks all of it; a last line that was not wholly written is cut off.
     *
     * @param taken is told every entry, oldest first
     * @throws InvalidConfig if it cannot be opened or has been changed; the message names the line
     */
    static RegistryLog open(Path folder, Consumer<Entry> taken) {
        Path path = folder.resolve(NAME);
        AppendOnlyFile file = AppendOnlyFile.open(path);
        RegistryLog log = new RegistryLog(path, file);
        try {
            log.replay(taken);
            return log;
        } catch (IOException e) {
            log.close();
            throw InvalidConfig.in(path, "cannot be read (" + e.getMessage() + ")");
        } catch (RuntimeException e) {
            log.close();
            throw e;
        }
    }

    private void replay(Consumer<Entry> taken) throws IOException {
        if (file.size() > LONGEST_FILE_BYTES) {
            throw InvalidConfig.in(path, "is greater than 16 MiB, so no registry wrote it; name another folder");
        }
        byte[] content = file.read(0, Math.toIntExact(file.size()));
        int start = 0;
        for (int i = 0; i < content.length; i++) {
            if (content[i] == '\n') {
                taken.accept(checked(Arrays.copyOfRange(content, start, i), start));
                start = i + 1;
            }
        }
        if (start < content.length) {
            cutBytes = content.length - start;
            file.cut(start);
        }
    }

    private Entry checked(byte[] line, long offset) {
        try {
            Map<String, Object> map = Json.object(line);
            String text = new String(line, UTF_8);
            int seal = text.lastIndexOf(SEAL);
            if (seal < 0 || !text.equals(sealed(text.substring(0, seal)))) {
                throw new NotJson("its own digest does not fit it");
            }
            if (!head.equals(map.get("previous"))) {
                throw new NotJson("the digest of the line before does not fit");
            }
            Entry entry = Entry.of(map);
            if (entry.sequence() != lines.size() + 1L) {
                throw new NotJson("its sequence number is " + entry.sequence());
            }
            add(entry, offset, line);
            return entry;
        } catch (NotJson e) {
            throw InvalidConfig.at(
                    path,
                    lines.size() + 1,
                    "the log has been changed: " + e.getMessage() + "; restore the file from where you keep copies");
        }
    }

    private void add(Entry entry, long offset, byte[] line) {
        lines.add(new Line(entry.model(), entry.version(), offset, line.length));
        head = Digests.of(line);
    }

    private static String sealed(String body) {
        return body + SEAL + Digests.of(body.getBytes(UTF_8)) + "\"}";
    }

    /**
     * Adds an entry; it is on the disk when this returns.
     *
     * @throws LogNotWritten if it could not be written; then the log is as before
     */
    Entry append(
            Instant time, String model, String version, Event event, Optional<String> by, Map<String, Object> facts) {
        Entry entry = new Entry(lines.size() + 1L, time, model, version, event, by, facts);
        Map<String, Object> map = new LinkedHashMap<>(entry.toMap());
        map.put("previous", head);
        String open = new String(Json.bytes(map), UTF_8);
        String line = sealed(open.substring(0, open.length() - 1));
        long offset = file.size();
        write(event, (line + "\n").getBytes(UTF_8));
        add(entry, offset, line.getBytes(UTF_8));
        return entry;
    }

    private void write(Event event, byte[] bytes) {
        long size = file.size() + bytes.length;
        if (size > LONGEST_FILE_BYTES) {
            throw new LogNotWritten(
                    "the registry's log has reached 16 MiB; nothing has changed: keep the log and name a new folder");
        }
        if (size > LONGEST_FILE_BYTES - RESERVED_BYTES && (event == Event.HELD || event == Event.APPROVED)) {
            throw new LogNotWritten("the registry's log has reached 15 MiB, of which the rest is kept for promotions,"
                    + " retirements and changed files; nothing has changed: keep the log and name a new folder");
        }
        try {
            file.append(bytes);
        } catch (IOException e) {
            throw new LogNotWritten(
                    "the registry's log cannot be written (" + e.getMessage()
                            + "); nothing has changed: make room on its disk and try again",
                    e);
        }
    }

    /** The latest entries whose lines are wanted, at most so many, oldest first. */
    List<Entry> latest(int most, Predicate<Line> isWanted) {
        List<Line> wanted = lines.stream().filter(isWanted).toList();
        return wanted.stream()
                .skip(Math.max(0, wanted.size() - most))
                .map(this::read)
                .toList();
    }

    private Entry read(Line line) {
        try {
            return Entry.of(Json.object(file.read(line.offset(), line.length())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The last line's digest. */
    String head() {
        return head;
    }

    /** How many bytes of an unfinished last line were cut off. */
    int cutBytes() {
        return cutBytes;
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException _) {
            // Every entry is on the disk already.
        }
    }
}
