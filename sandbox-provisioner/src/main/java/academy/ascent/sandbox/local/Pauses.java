package academy.ascent.sandbox.local;

import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.SandboxException.Code;
import java.time.Duration;

/** Waiting, for code that nobody interrupts. */
final class Pauses {
    private Pauses() {}

    static void sleep(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SandboxException(Code.BROKEN, "Interrupted while waiting", interrupted);
        }
    }
}
