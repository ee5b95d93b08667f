package academy.ascent.sandbox;

import java.util.List;
import java.util.Optional;

/** The places where workloads run, whatever runs them: processes of this machine or virtual clusters. */
public interface Sandboxes extends AutoCloseable {

    /**
     * Opens a fresh, empty sandbox.
     *
     * @throws SandboxException with code {@code UNAVAILABLE} if this machine cannot isolate a process (the message says
     *     what is missing), {@code NAME_TAKEN} if a sandbox of that name is open
     */
    Sandbox open(SandboxRequest request);

    Optional<Sandbox> find(SandboxName name);

    List<SandboxName> list();

    /** Closes every sandbox that this object opened. */
    @Override
    void close();
}
