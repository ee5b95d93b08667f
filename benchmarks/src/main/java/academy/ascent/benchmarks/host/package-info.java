/**
 * Owns the machine that measures: cores, processes and what the kernel says about them. Exports {@link
 * academy.ascent.benchmarks.host.ServerProcess} and {@link academy.ascent.benchmarks.host.Cores}.
 */
@NullMarked
package academy.ascent.benchmarks.host;

import org.jspecify.annotations.NullMarked;
