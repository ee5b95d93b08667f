package academy.ascent.sandbox.admission;

import academy.ascent.sandbox.Admission.AdmittedObject;
import java.util.ArrayList;
import java.util.List;

/** What was admitted so far in one call, and what the place is to run then. */
final class Admissions {
    private final List<AdmittedObject> objects = new ArrayList<>();
    private DesiredState state;

    /** @param before everything that was admitted by earlier calls */
    Admissions(DesiredState before) {
        this.state = before;
    }

    DesiredState state() {
        return state;
    }

    List<AdmittedObject> objects() {
        return objects;
    }

    /** Admits an object, with which the place is to run this. */
    void add(AdmittedObject object, DesiredState next) {
        objects.add(object);
        state = next;
    }
}
