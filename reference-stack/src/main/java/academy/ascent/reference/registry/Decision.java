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
    record Unknown(String reason) implements Decision {
        private static final int SHOWN = 100;

        static Unknown model(String model) {
            return new Unknown("the registry has no model " + quoted(model));
        }

        static Unknown version(String model, String version) {
            return new Unknown("the registry has no version " + quoted(version) + " of a model " + quoted(model));
        }

        /** Of what a client sent, no more than a name may have. */
        private static String quoted(String name) {
            return "\"" + (name.length() > SHOWN ? name.substring(0, SHOWN) + "…" : name) + "\"";
        }
    }

    /** It cannot be done as things are now. */
    record Conflict(String reason) implements Decision {}

    /** It may not be done by who asked. */
    record Forbidden(String reason) implements Decision {}

    /** It could not be recorded, so it was not done. */
    record NotRecorded(String reason) implements Decision {}
}
