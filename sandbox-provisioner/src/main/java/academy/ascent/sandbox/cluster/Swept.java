package academy.ascent.sandbox.cluster;

import academy.ascent.sandbox.SandboxName;

/**
 * What came of a sandbox for which something was due.
 *
 * @param outcome what was done, or why it could not be
 */
public record Swept(SandboxName name, Outcome outcome) {

    /** What was done. */
    public sealed interface Outcome {}

    /** It was idle, or its suspension had been left half done. */
    public record Suspended() implements Outcome {}

    /** Its resumption had been left half done. */
    public record Resumed() implements Outcome {}

    /** Its time was over; it is being removed. */
    public record Closed() implements Outcome {}

    /**
     * Its time was over; it is being removed, and what it held could not be kept.
     *
     * @param reason in the API server's words where it refused
     */
    public record ClosedUnkept(String reason) implements Outcome {}

    /**
     * It stays as it is until the next time.
     *
     * @param reason in the API server's words where it refused
     */
    public record Failed(String reason) implements Outcome {}
}
