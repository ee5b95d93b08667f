/**
 * Owns the limit that the reference stack is measured against: bare Netty and ONNX Runtime with a parser that knows one
 * shape of request. Exports {@link academy.ascent.benchmarks.baseline.BaselineServer}, started as a process of its own.
 */
@NullMarked
package academy.ascent.benchmarks.baseline;

import org.jspecify.annotations.NullMarked;
