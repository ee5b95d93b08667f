/** What benches tell: figures and what was asked of them. */
@NullMarked
package academy.ascent.benchmarks.report;

import org.jspecify.annotations.NullMarked;
