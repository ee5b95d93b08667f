package academy.ascent.platform.sandbox;

import academy.ascent.sandbox.Sandbox;
import java.util.List;
import java.util.Optional;

/**
 * What became of one deployment on this machine.
 *
 * @param sandbox where it runs; empty if it could not be deployed
 * @param problems why not, a line each
 */
record LivePlace(int deployment, Optional<Sandbox> sandbox, List<String> problems) {
    LivePlace {
        problems = List.copyOf(problems);
    }

    void close() {
        sandbox.ifPresent(Sandbox::close);
    }
}
