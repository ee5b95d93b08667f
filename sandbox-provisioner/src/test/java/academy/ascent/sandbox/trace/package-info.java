/**
 * What a node does with pods, as a real kubelet was seen to do it, and whether the local runtime does the same.
 *
 * <p>A {@link academy.ascent.sandbox.trace.Scenario} is played on a {@link academy.ascent.sandbox.trace.Stage}: a
 * cluster with real pods, or a sandbox of this machine. What comes of it is a trace: after each act, how long it took
 * until each milestone was seen.
 */
@org.jspecify.annotations.NullMarked
package academy.ascent.sandbox.trace;
