package academy.ascent.reference.registry;

import academy.ascent.reference.gate.GateResult;
import java.util.List;

/** How a request to the registry ended. */
sealed interface Decision {
    /** It was done and is on the disk. */
    record Done(RegisteredVersion version, List<GateResult> gates) implements Decision {}

    /** A gate did not pass; nothing changed but the log. */
    record Held(RegisteredVersion version, List<GateResult> gates) implements Decision {}

    /** There is no such version. */
    record Unknown(String reason) implements Decision {}

    /** It cannot be done as things are now. */
    record Conflict(String reason) implements Decision {}

    /** It may not be done by who asked. */
    record Forbidden(String reason) implements Decision {}

    /** It could not be recorded, so it was not done. */
    record NotRecorded(String reason) implements Decision {}
}
