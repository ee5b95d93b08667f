package academy.ascent.platform.grade;

import academy.ascent.platform.identity.Role;
import academy.ascent.platform.identity.SignedIn;
import academy.ascent.platform.web.AscentException;
import jakarta.inject.Singleton;

/** Who may judge whose work: administrators all of it, instructors that of the members of their running cohorts. */
@Singleton
public class Teaching {
    private final DecisionRows rows;

    Teaching(DecisionRows rows) {
        this.rows = rows;
    }

    /**
     * Whether this person may decide about the learner's work on a level. Nobody judges their own work.
     *
     * @param level of the lab, 1 to 4
     */
    public boolean teaches(SignedIn person, long learner, int level) {
        if (person.id() == learner) {
            return false;
        }
        return person.is(Role.ADMIN) || person.is(Role.INSTRUCTOR) && rows.countTaught(person.id(), learner, level) > 0;
    }

    /** Whether this person teaches somebody on a level, or may do so as an administrator. */
    public boolean teachesLevel(SignedIn person, int level) {
        return person.is(Role.ADMIN) || person.is(Role.INSTRUCTOR) && rows.countOfLevel(person.id(), level) > 0;
    }

    /** Whether this person teaches a cohort, or may do so as an administrator. */
    public boolean teachesCohort(SignedIn person, long cohort) {
        return person.is(Role.ADMIN) || person.is(Role.INSTRUCTOR) && rows.countOwn(person.id(), cohort) > 0;
    }

    /**
     * Lets through who teaches the learner.
     *
     * @throws AscentException with status 403 for anybody else
     */
    public void require(SignedIn person, long learner, int level) {
        if (!teaches(person, learner, level)) {
            throw AscentException.forbidden(
                    person.id() == learner
                            ? "This is your own work. Ask another instructor or an administrator to look at it."
                            : "Only an administrator, or an instructor who has this learner in a running cohort of Level "
                                    + level + ", may do this. Ask one of them.");
        }
    }
}
