package academy.ascent.platform.lab;

import academy.ascent.grader.lab.Lab;
import academy.ascent.platform.identity.SignedIn;
import academy.ascent.platform.web.AscentException;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;

/** The door of every route below a lab. */
@Singleton
public class OpenLab {
    private final LabCatalog catalog;
    private final LabAccess access;

    OpenLab(LabCatalog catalog, LabAccess access) {
        this.catalog = catalog;
        this.access = access;
    }

    /**
     * The lab, for a person who may work in it.
     *
     * @throws AscentException with status 404 if there is none, 402 if the person has no place on its level
     */
    public Lab of(SignedIn person, String id) {
        var lab = catalog.get(id);
        if (!access.mayOpen(person, lab)) {
            throw new AscentException(
                    HttpStatus.PAYMENT_REQUIRED,
                    "no-place",
                    "No place on Level " + lab.level(),
                    "This lab belongs to Level " + lab.level()
                            + ", and your account has no place there. The pricing page says how to get one.");
        }
        return lab;
    }
}
