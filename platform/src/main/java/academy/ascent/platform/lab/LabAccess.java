package academy.ascent.platform.lab;

import academy.ascent.grader.lab.Lab;
import academy.ascent.platform.enrollment.Enrollments;
import academy.ascent.platform.identity.Role;
import academy.ascent.platform.identity.SignedIn;
import jakarta.inject.Singleton;

/** Who may open which lab. */
@Singleton
public class LabAccess {
    private final Enrollments enrollments;

    LabAccess(Enrollments enrollments) {
        this.enrollments = enrollments;
    }

    /** Whether this person has a place on the lab's level, or teaches. */
    public boolean mayOpen(SignedIn person, Lab lab) {
        return person.is(Role.INSTRUCTOR) || enrollments.mayWork(person.id(), lab.level());
    }
}
