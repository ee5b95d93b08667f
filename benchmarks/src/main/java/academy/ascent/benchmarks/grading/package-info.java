/**
 * Owns {@code bench grading}: verdicts under load by neighbours, the generator's accuracy, the overhead of a grading and
 * how many fit into an hour. Grades a test server whose latencies are known, and the reference stack.
 */
@NullMarked
package academy.ascent.benchmarks.grading;

import org.jspecify.annotations.NullMarked;
