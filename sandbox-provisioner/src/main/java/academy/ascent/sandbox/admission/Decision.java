package academy.ascent.sandbox.admission;

import academy.ascent.sandbox.Admission;

/** The answer to manifests, and what is to run after it. */
public sealed interface Decision {

    /** The answer in the port's words. */
    Admission answer();

    record Accepted(Admission.Admitted answer, DesiredState state) implements Decision {}

    record Denied(Admission.Refused answer) implements Decision {}
}
