/**
 * Traces of requests: spans for the request, its wait, its inference, and for a route and each arm that it asks.
 * It exports {@link academy.ascent.reference.tracing.Tracing} and {@link academy.ascent.reference.tracing.Trace}; the
 * OpenTelemetry SDK behind them is loaded only where an endpoint is set, and no other package knows it.
 */
@NullMarked
package academy.ascent.reference.tracing;

import org.jspecify.annotations.NullMarked;
