/**
 * Owns what Prometheus reads: the text that a server exposes, expressions, and the program that evaluates rules. Exports
 * them as plain values; what a lab asks is not known here.
 */
@NullMarked
package academy.ascent.grader.metrics;

import org.jspecify.annotations.NullMarked;
