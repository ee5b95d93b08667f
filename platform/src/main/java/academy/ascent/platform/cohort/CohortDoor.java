package academy.ascent.platform.cohort;

import academy.ascent.platform.identity.SignedIn;
import academy.ascent.site.cohort.Heading;
import jakarta.inject.Singleton;

/** Lets those who teach a cohort to what other features have to show about it. */
@Singleton
public class CohortDoor {
    private final Cohorts cohorts;
    private final CohortPages pages;

    CohortDoor(Cohorts cohorts, CohortPages pages) {
        this.cohorts = cohorts;
        this.pages = pages;
    }

    /**
     * A cohort that somebody was let to.
     *
     * @param heading what stands above each of its pages
     */
    public record Open(long id, int level, Heading heading) {}

    /**
     * A cohort that this person teaches, or any for an administrator.
     *
     * @throws academy.ascent.platform.web.AscentException with status 404 if there is none, or it is somebody else's
     */
    public Open open(SignedIn instructor, long id) {
        var cohort = cohorts.taughtBy(instructor, id);
        return new Open(cohort.number(), cohort.level(), pages.heading(cohort));
    }
}
