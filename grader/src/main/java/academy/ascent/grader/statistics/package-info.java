/**
 * Owns the arithmetic of uncertainty: exact bounds of a share, the design effect of clustered failures and the
 * bootstrap over episodes. Exports pure functions on counts.
 */
@NullMarked
package academy.ascent.grader.statistics;

import org.jspecify.annotations.NullMarked;
