/**
 * The Open Inference Protocol, version 2, as JSON: requests are read, answers and errors are written.
 * It exports plain records of tensors and knows neither HTTP nor a model runtime.
 */
@NullMarked
package academy.ascent.reference.protocol;

import org.jspecify.annotations.NullMarked;
