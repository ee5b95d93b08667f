package academy.ascent.sandbox.cluster;

import java.time.Instant;

/**
 * What a learner works in a sandbox with. It is a secret: its text form leaves the token out.
 *
 * @param yaml the file for {@code kubectl}
 * @param expires when its token ends; it ends with the sandbox too
 */
public record Kubeconfig(String yaml, Instant expires) {

    @Override
    public String toString() {
        return "Kubeconfig[expires=" + expires + "]";
    }
}
