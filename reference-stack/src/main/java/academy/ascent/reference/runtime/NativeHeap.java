package academy.ascent.reference.runtime;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/** The memory of native code in this process. */
public final class NativeHeap {
    private NativeHeap() {}

    /**
     * Gives free memory back to the system, where its C library is glibc. Loading a model takes several times the
     * memory of the model loaded, and glibc would keep it: 48 of 180 MB with a model file of 5 MB.
     */
    @SuppressWarnings("restricted") // the signature of malloc_trim is what it is
    public static void trim() {
        Linker linker = Linker.nativeLinker();
        Optional<MemorySegment> mallocTrim = linker.defaultLookup().find("malloc_trim");
        if (mallocTrim.isEmpty()) {
            return;
        }
        MethodHandle trim = linker.downcallHandle(
                mallocTrim.get(), FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG));
        try {
            int _ = (int) trim.invokeExact(0L);
        } catch (Throwable e) {
            throw new IllegalStateException("malloc_trim failed", e);
        }
    }
}
