/**
 * Models as ONNX Runtime sessions: opened, kept or closed as configured, fed with checked tensors.
 * It exports {@link academy.ascent.reference.runtime.Model} and is the only package that knows ONNX Runtime.
 */
@NullMarked
package academy.ascent.reference.runtime;

import org.jspecify.annotations.NullMarked;
