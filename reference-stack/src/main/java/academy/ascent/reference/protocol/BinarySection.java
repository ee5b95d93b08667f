package academy.ascent.reference.protocol;

import java.nio.ByteBuffer;

/** The raw bytes that follow a request's JSON: each tensor takes its own, in the order of the tensors. */
final class BinarySection {
    private final ByteBuffer bytes;

    BinarySection(byte[] body, int start) {
        bytes = ByteBuffer.wrap(body, start, body.length - start);
    }

    /** The next {@code size} bytes. */
    ByteBuffer take(String where, long size) {
        if (size < 0 || size > bytes.remaining()) {
            throw new RejectedRequest(where + " has a binary_data_size of " + size + ", but " + bytes.remaining()
                    + " bytes of binary data are left; Inference-Header-Content-Length must be the length of the JSON"
                    + " before them");
        }
        ByteBuffer taken = bytes.slice(bytes.position(), (int) size);
        bytes.position(bytes.position() + (int) size);
        return taken;
    }

    void requireEnd() {
        if (bytes.hasRemaining()) {
            throw new RejectedRequest(bytes.remaining()
                    + " bytes of binary data are left after the last input; each raw input needs its binary_data_size");
        }
    }
}
