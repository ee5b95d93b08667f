/**
 * Statistics on samples and streams: two-sample tests for drift, bounded sketches, sequential and fixed comparisons.
 * It exports pure functions and small state holders, reads and writes nothing, and knows no other package.
 */
@NullMarked
package academy.ascent.reference.statistics;

import org.jspecify.annotations.NullMarked;
