/**
 * What the server counts and times, in Prometheus' text form.
 * It exports counters and histograms that cost no allocation to write, and one page of text.
 */
@NullMarked
package academy.ascent.reference.metrics;

import org.jspecify.annotations.NullMarked;
