package academy.ascent.reference;

import academy.ascent.reference.log.EventLog;
import academy.ascent.reference.protocol.Answers;
import academy.ascent.reference.protocol.InferRequestReader;
import academy.ascent.reference.protocol.InferRequestWriter;
import academy.ascent.reference.protocol.InferenceFailed;
import academy.ascent.reference.protocol.RejectedRequest;
import academy.ascent.reference.runtime.Model;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;

/**
 * Lets a model answer requests of zeros before it is called ready, since its first answer is by far its slowest, and
 * the compiler takes up a method at its two-hundredth call.
 */
final class WarmUp {
    private static final int REQUESTS = 250;
    private static final Duration LIMIT = Duration.ofMillis(80);

    private WarmUp() {}

    static void run(Model model, EventLog log) {
        long end = System.nanoTime() + LIMIT.toNanos();
        byte[] request = InferRequestWriter.write(model.example());
        try {
            int sent = 0;
            do {
                Answers.infer(model.infer(InferRequestReader.read(request)), OutputStream.nullOutputStream());
                sent++;
            } while (sent < REQUESTS && System.nanoTime() < end);
        } catch (RejectedRequest | InferenceFailed e) {
            // Zeros need not suit every model; one that serves nothing else will be found out by its users' requests.
            log.event("warm-up-refused", Map.of("model", model.name(), "cause", String.valueOf(e.getMessage())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
