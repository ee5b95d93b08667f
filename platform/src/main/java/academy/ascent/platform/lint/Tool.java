package academy.ascent.platform.lint;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Asks a program of this machine about a text. */
final class Tool {
    private static final int SECONDS = 20;

    private Tool() {}

    /** Sound if the program exits 0 with the text as its standard input; skipped if there is no such program. */
    static CodeVerdict run(String input, String... command) {
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            return new CodeVerdict.Skipped(command[0]);
        }
        try {
            var output = CompletableFuture.supplyAsync(() -> read(process));
            try (var stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            }
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return new CodeVerdict.Broken(1, "did not end within " + SECONDS + " s");
            }
            return process.exitValue() == 0 ? new CodeVerdict.Sound() : new CodeVerdict.Broken(1, output.join());
        } catch (IOException e) {
            return new CodeVerdict.Broken(1, "did not read its input: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while checking code", e);
        }
    }

    private static String read(Process process) {
        try {
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
