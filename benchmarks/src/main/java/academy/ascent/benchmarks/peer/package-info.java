/**
 * Owns the peers from Python: their environments, one for each lock file, and how each is started. Exports {@link
 * academy.ascent.benchmarks.peer.Peer}.
 */
@NullMarked
package academy.ascent.benchmarks.peer;

import org.jspecify.annotations.NullMarked;
