package academy.ascent.benchmarks.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the hypervisor has given to others while a core of this machine had work, since the machine began.
 *
 * @param stolen in the kernel's ticks; see {@code proc(5)}
 * @param all of all cores, idle or not, in the same ticks
 */
public record StolenTime(long stolen, long all) {
    /** After the word cpu: user, nice, system, idle, iowait, irq, softirq and this. */
    private static final int STEAL = 8;

    /** Up to now. */
    public static StolenTime now() {
        try {
            return of(Files.readAllLines(Path.of("/proc/stat")).getFirst());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static StolenTime of(String line) {
        String[] fields = line.split(" +");
        long all = 0;
        for (int field = 1; field <= STEAL; field++) {
            all += Long.parseLong(fields[field]);
        }
        return new StolenTime(Long.parseLong(fields[STEAL]), all);
    }

    /** Since an earlier moment, of all cores' time. */
    public double shareSince(StolenTime start) {
        return all == start.all ? 0 : (double) (stolen - start.stolen) / (all - start.all);
    }
}
