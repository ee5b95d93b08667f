/**
 * Owns the peers from Python: their environments, one for each lock file, and how each is started. Exports {@link
 * academy.ascent.benchmarks.peer.Peer} and {@link academy.ascent.benchmarks.peer.PythonEnvironment}.
 */
@NullMarked
package academy.ascent.benchmarks.peer;

import org.jspecify.annotations.NullMarked;
