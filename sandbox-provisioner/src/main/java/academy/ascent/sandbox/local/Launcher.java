package academy.ascent.sandbox.local;

import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.SandboxException.Code;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Starts processes from one platform thread that never ends: the kernel takes the thread, not the process, for the
 * parent whose death ends a child that asked to die with its parent.
 */
final class Launcher {
    static final Launcher INSTANCE = new Launcher();

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

    private static Process start0(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")));
        builder.directory(new java.io.File("/"));
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
        return builder.start();
    }
}
