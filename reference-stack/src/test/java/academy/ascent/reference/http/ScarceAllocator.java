package academy.ascent.reference.http;

import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledHeapByteBuf;
import java.util.concurrent.atomic.AtomicInteger;

/** Has no memory for buffers above a size, as a process whose direct memory is nearly used up. */
final class ScarceAllocator extends AbstractByteBufAllocator {
    private final int most;
    private final AtomicInteger unreleased = new AtomicInteger();

    ScarceAllocator(int most) {
        this.most = most;
    }

    /** Buffers that were given out and not given back. */
    int unreleased() {
        return unreleased.get();
    }

    @Override
    protected ByteBuf newHeapBuffer(int bytes, int limit) {
        return new Buffer(bytes, limit);
    }

    @Override
    protected ByteBuf newDirectBuffer(int bytes, int limit) {
        return new Buffer(bytes, limit);
    }

    @Override
    public boolean isDirectBufferPooled() {
        return false;
    }

    private final class Buffer extends UnpooledHeapByteBuf {
        Buffer(int bytes, int limit) {
            super(ScarceAllocator.this, bytes, limit);
        }

        @Override
        protected byte[] allocateArray(int bytes) {
            if (bytes > most) {
                // No OutOfMemoryError: where a test lets one through, JUnit ends the process instead of failing it.
                throw new InternalError("Cannot reserve " + bytes + " bytes of direct buffer memory");
            }
            unreleased.incrementAndGet();
            return super.allocateArray(bytes);
        }

        @Override
        protected void freeArray(byte[] array) {
            unreleased.decrementAndGet();
            super.freeArray(array);
        }
    }
}
