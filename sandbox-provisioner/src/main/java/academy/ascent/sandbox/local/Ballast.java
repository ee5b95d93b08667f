package academy.ascent.sandbox.local;

import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.SandboxException.Code;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * A process that holds memory in a control group for a time. When memory is short there, the kernel takes a container's
 * processes before it ({@link Bubble}). If we die it does, too: nobody is left who could read its output.
 */
final class Ballast {
    /** Fills one block and offers it to a reader who never comes. */
    private static final String HOLD =
            "echo $$ >\"$1\" && exec dd if=/dev/zero bs=\"$2\" count=1 iflag=fullblock status=none";

    private Ballast() {}

    /**
     * Holds memory and returns when the time is over, or when it has ended before.
     *
     * @param group the file through which a process enters the group
     * @return the exit code with which it ended before
     */
    static OptionalInt hold(Path group, long bytes, Duration time) {
        Process holder =
                Launcher.INSTANCE.start(List.of("/bin/sh", "-c", HOLD, "sh", group.toString(), String.valueOf(bytes)));
        try {
            boolean ended = holder.waitFor(time.toNanos(), TimeUnit.NANOSECONDS);
            return ended ? OptionalInt.of(holder.exitValue()) : OptionalInt.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SandboxException(Code.BROKEN, "Interrupted while holding a replica's memory", interrupted);
        } finally {
            holder.destroyForcibly().onExit().join();
        }
    }
}
