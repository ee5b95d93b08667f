package academy.ascent.reference;

import academy.ascent.reference.log.EventLog;
import academy.ascent.reference.protocol.RejectedRequest;
import academy.ascent.reference.runtime.InferenceFailed;
import academy.ascent.reference.runtime.Model;
import java.util.Map;

/** Lets a model answer a request of zeros before it is called ready, since its first answer is by far its slowest. */
final class WarmUp {
    private WarmUp() {}

    static void run(Model model, EventLog log) {
        try {
            model.infer(model.example());
        } catch (RejectedRequest | InferenceFailed e) {
            // Zeros need not suit every model; one that serves nothing else will be found out by its users' requests.
            log.event("warm-up-refused", Map.of("model", model.name(), "cause", String.valueOf(e.getMessage())));
        }
    }
}
