package academy.ascent.reference;

import academy.ascent.reference.config.InvalidConfig;
import academy.ascent.reference.config.ServingFile;
import academy.ascent.reference.log.EventLog;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Reads {@code serving.yaml} again when its content changes or when it is told to. It looks at the content, so that it
 * sees a file that was swapped through links, as Kubernetes does, and takes a new content only when it stood still from
 * one look to the next, since an editor's half-written file may be valid.
 */
final class ConfigWatch {
    private final Path folder;
    private final Path file;
    private final Target target;
    private final Reloads reloads;
    private final EventLog log;
    private final InstantSource clock;
    private final LinkedBlockingQueue<Boolean> wishes = new LinkedBlockingQueue<>();
    private byte[] taken;
    private byte[] before;

    /** What takes a configuration over, or refuses it. */
    interface Target {
        void reload() throws InterruptedException;
    }

    ConfigWatch(Path folder, Target target, Reloads reloads, EventLog log, InstantSource clock) {
        this.folder = folder;
        this.file = folder.resolve(ServingFile.NAME);
        this.target = target;
        this.reloads = reloads;
        this.log = log;
        this.clock = clock;
        this.taken = content();
        this.before = taken;
    }

    /** Reads the file as soon as possible, changed or not. */
    void reloadNow() {
        wishes.add(true);
    }

    /** Looks at the file again and again until the thread is interrupted. */
    void run(Duration interval) {
        try {
            while (true) {
                boolean told = wishes.poll(interval.toMillis(), TimeUnit.MILLISECONDS) != null;
                look(told);
            }
        } catch (InterruptedException _) {
            // The server ends.
        }
    }

    /** Reads the file anew if it has changed and stands still, or in any case if {@code told} to. */
    void look(boolean told) throws InterruptedException {
        byte[] now = content();
        boolean still = Arrays.equals(now, before);
        before = now;
        if (told || (still && !Arrays.equals(now, taken))) {
            taken = now;
            reload();
        }
    }

    /**
     * A file that cannot be read is as good as empty, and of one that is too long enough is read to see that; either is
     * told when it is taken.
     */
    private byte[] content() {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(ServingFile.LONGEST_FILE_BYTES + 1);
        } catch (IOException _) {
            return new byte[0];
        }
    }

    private void reload() throws InterruptedException {
        try {
            target.reload();
            reloads.applied(clock.instant());
            log.event("config-applied", Map.of("folder", folder));
        } catch (InvalidConfig e) {
            String reason = String.valueOf(e.getMessage());
            reloads.refused(clock.instant(), reason);
            log.event("config-refused", Map.of("reason", reason));
        } catch (RuntimeException e) {
            reloads.refused(clock.instant(), "the server broke on it; the log tells more");
            log.event("config-refused", Map.of("reason", e));
        }
    }
}
