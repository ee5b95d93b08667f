/**
 * Owns {@code bench drift}: the reference stack's drift tests beside Evidently, and how streams are judged: cost,
 * memory, power and false alarms. Exports {@link academy.ascent.benchmarks.drift.DriftCommand}.
 */
@NullMarked
package academy.ascent.benchmarks.drift;

import org.jspecify.annotations.NullMarked;
