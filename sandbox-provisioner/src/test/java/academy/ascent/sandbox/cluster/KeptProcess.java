package academy.ascent.sandbox.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program that ends with this JVM, however the JVM ends. */
final class KeptProcess implements AutoCloseable {
    private static final Path KEEPER = ClusterSource.MODULES.resolve("keep.sh");

    private final String name;
    private final Path log;
    private final Process process;

    private KeptProcess(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
    }

    /**
     * Starts a program in a folder, which is its home too and gets its log.
     *
     * @param command the program and its arguments
     */
    static KeptProcess start(String name, Path folder, List<String> command) throws IOException {
        List<String> kept = new ArrayList<>(List.of("/bin/sh", KEEPER.toString()));
        kept.addAll(command);
        Path log = folder.resolve(name + ".log");
        ProcessBuilder builder = new ProcessBuilder(kept)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.to(log.toFile()));
        builder.environment().keySet().retainAll(List.of("PATH"));
        builder.environment().put("HOME", folder.toString());
        return new KeptProcess(name, log, builder.start());
    }

    boolean lives() {
        return process.isAlive();
    }

    /** @throws ClusterFailure with the end of its log if the program has ended */
    void requireAlive() {
        if (!lives()) {
            throw new ClusterFailure(name + " has ended\n" + tail());
        }
    }

    /** The last lines of the log, under the program's name. */
    String tail() {
        return "--- the end of " + name + "'s log\n" + LogTail.of(log);
    }

    /** Kills the program and waits until it is gone. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (IOException alreadyClosed) {
            // It has ended by itself.
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
