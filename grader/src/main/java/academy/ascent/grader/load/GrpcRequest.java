package academy.ascent.grader.load;

import static java.util.Objects.requireNonNull;

import io.grpc.MethodDescriptor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;

/** A call of gRPC, encoded once; and the last answer to it, since answers to a call are mostly equal. */
final class GrpcRequest {
    private static final MethodDescriptor.Marshaller<byte[]> BYTES = new MethodDescriptor.Marshaller<>() {
        @Override
        public InputStream stream(byte[] message) {
            return new ByteArrayInputStream(message);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException("A message that has arrived can always be read", e);
            }
        }
    };

    private final MethodDescriptor<byte[], byte[]> method;
    private final Call.Message message;
    private final byte[] bytes;
    private byte[] lastBytes = {};
    private String lastAnswer = "";

    GrpcRequest(Call call) {
        method = method(call.path());
        message = requireNonNull(call.message(), "a call of gRPC has a message");
        bytes = message.bytes();
    }

    static MethodDescriptor<byte[], byte[]> method(String name) {
        return MethodDescriptor.<byte[], byte[]>newBuilder()
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName(name)
                .setRequestMarshaller(BYTES)
                .setResponseMarshaller(BYTES)
                .build();
    }

    MethodDescriptor<byte[], byte[]> method() {
        return method;
    }

    byte[] bytes() {
        return bytes;
    }

    /** An answer as text; the same object as the last one if it says the same. */
    String text(byte[] answer) {
        if (lastAnswer.isEmpty() || !Arrays.equals(answer, lastBytes)) {
            lastBytes = answer;
            lastAnswer = message.text(answer);
        }
        return lastAnswer;
    }
}
