package academy.ascent.reference.runtime;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Native memory of one inference thread, used anew for every request so that none is allocated per request. */
final class Scratch {
    private static final int KEPT_BYTES = 1 << 16;
    private static final int ALIGNMENT = 8;

    private final ByteBuffer kept = ByteBuffer.allocateDirect(KEPT_BYTES).order(ByteOrder.nativeOrder());
    private int used;

    /** Takes back all that was given out. */
    void reset() {
        used = 0;
    }

    /** So many bytes, aligned, valid until the next reset. */
    ByteBuffer take(int bytes) {
        int end = used + bytes;
        if (bytes > KEPT_BYTES || end > KEPT_BYTES) {
            return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
        }
        ByteBuffer slice = kept.slice(used, bytes).order(ByteOrder.nativeOrder());
        used = (end + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        return slice;
    }
}
