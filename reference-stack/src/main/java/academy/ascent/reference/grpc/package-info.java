/**
 * The Open Inference Protocol over gRPC, with the model repository extension and streams of inferences.
 * It exports the server and its limits, and knows what it serves only through the protocol's interfaces.
 */
@NullMarked
package academy.ascent.reference.grpc;

import org.jspecify.annotations.NullMarked;
