package academy.ascent.platform.sandbox;

import academy.ascent.grader.lab.Lab;
import academy.ascent.platform.identity.SignedIn;
import academy.ascent.platform.web.AscentException;
import academy.ascent.sandbox.Sandbox;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Finds the sandbox that a person has for a lab, and nobody else's. */
@Singleton
final class OwnSandboxes {
    private final LearnerSandboxes sandboxes;
    private final SandboxKeeper keeper;

    OwnSandboxes(LearnerSandboxes sandboxes, SandboxKeeper keeper) {
        this.sandboxes = sandboxes;
        this.keeper = keeper;
    }

    Optional<LearnerSandbox> of(SignedIn person, Lab lab) {
        return sandboxes.openOf(person.id()).filter(one -> one.lab().equals(lab.id()));
    }

    /** @throws AscentException with status 404 if none is open */
    LearnerSandbox had(SignedIn person, Lab lab) {
        return of(person, lab).orElseThrow(() -> AscentException.notFound("An open sandbox of yours for this lab"));
    }

    /**
     * The open one, from now on not idle.
     *
     * @throws AscentException with status 404 if none is open
     */
    LearnerSandbox used(SignedIn person, Lab lab) {
        var sandbox = had(person, lab);
        sandboxes.touch(sandbox);
        return sandbox;
    }

    /** Where it runs, if anything does. */
    Optional<Sandbox> place(LearnerSandbox sandbox) {
        return keeper.live(sandbox).flatMap(LivePlace::sandbox);
    }
}
