package academy.ascent.sandbox.local;

import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.SandboxException.Code;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Starts processes from one platform thread that never ends: the kernel takes the thread, not the process, for the
 * parent whose death ends a child that asked to die with its parent. A child that could only ask after we had died
 * would live for ever; so it waits at a {@link #GATE}, which opens when we say so and ends it when we are gone.
 */
final class Launcher {
    static final Launcher INSTANCE = new Launcher();

    /** A shell script that waits for a line on its input, drops the input and becomes the command that follows. */
    static final String GATE = "read -r go || exit 125; exec \"$@\" </dev/null";

    private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();

    private Launcher() {
        Thread.ofPlatform().daemon().name("sandbox-launcher").start(this::run);
    }

    private void run() {
        while (true) {
            try {
                tasks.take().run();
            } catch (InterruptedException ignored) {
                // Nobody may end this thread: every sandbox would die with it.
            }
        }
    }

    /** Starts a command with an empty environment; its output and its errors come in one stream. */
    Process start(List<String> command) {
        CompletableFuture<Process> started = new CompletableFuture<>();
        tasks.add(() -> {
            try {
                started.complete(start0(command));
            } catch (IOException | RuntimeException failed) {
                started.completeExceptionally(failed);
            }
        });
        try {
            return started.join();
        } catch (java.util.concurrent.CompletionException failed) {
            throw new SandboxException(
                    Code.BROKEN, "Cannot start " + command.getFirst() + ": " + failed.getCause(), failed);
        }
    }

    /** Lets a started command pass its gate; one that has already ended is left alone. */
    static void openGate(Process process) {
        try (OutputStream input = process.getOutputStream()) {
            input.write('\n');
        } catch (IOException ended) {
            // Its exit code tells more than a broken pipe.
        }
    }

    private static Process start0(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.directory(new java.io.File("/"));
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
        return builder.start();
    }
}
