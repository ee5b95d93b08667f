package academy.ascent.reference.runtime;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.nio.charset.StandardCharsets.UTF_8;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;

/**
 * Texts into ONNX Runtime and out of it as UTF-8, by its C API.
 *
 * <p>Its Java API hands texts over in the JVM's own variant of UTF-8, in which characters beyond U+FFFF are written
 * otherwise: a model's "😀" and a client's would be two, and come out garbled.
 */
final class NativeTexts {
    // Places in the C API's table of functions, which only ever grows at its end.
    private static final int GET_ERROR_MESSAGE = 2;
    private static final int FILL_STRING_TENSOR = 52;
    private static final int GET_STRING_TENSOR_DATA_LENGTH = 53;
    private static final int GET_STRING_TENSOR_CONTENT = 54;
    private static final int FIRST_VERSION = 1;

    private static final MethodHandle HANDLE = handle();
    private static final MemorySegment API = api();
    private static final MethodHandle MESSAGE = function(GET_ERROR_MESSAGE, ADDRESS);
    private static final MethodHandle FILL = function(FILL_STRING_TENSOR, JAVA_LONG, ADDRESS, JAVA_LONG);
    private static final MethodHandle LENGTH = function(GET_STRING_TENSOR_DATA_LENGTH, JAVA_LONG, ADDRESS);
    private static final MethodHandle CONTENT =
            function(GET_STRING_TENSOR_CONTENT, JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG);

    private NativeTexts() {}

    /** Puts the texts into a tensor of as many; none of them may hold a NUL, at which C ends a text. */
    static void write(OnnxTensor tensor, String[] texts) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment pointers = arena.allocate(ADDRESS, texts.length);
            for (int i = 0; i < texts.length; i++) {
                pointers.setAtIndex(ADDRESS, i, arena.allocateFrom(texts[i]));
            }
            require((MemorySegment) FILL.invokeExact(address(tensor), pointers, (long) texts.length));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /** The tensor's texts; bytes that are no UTF-8 become U+FFFD. */
    static String[] read(OnnxTensor tensor) {
        String[] texts = new String[Math.toIntExact(tensor.getInfo().getNumElements())];
        if (texts.length == 0) {
            return texts;
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment length = arena.allocate(JAVA_LONG);
            require((MemorySegment) LENGTH.invokeExact(address(tensor), length));
            long bytes = length.get(JAVA_LONG, 0);
            MemorySegment content = arena.allocate(bytes);
            MemorySegment starts = arena.allocate(JAVA_LONG, texts.length);
            require((MemorySegment) CONTENT.invokeExact(address(tensor), content, bytes, starts, (long) texts.length));
            for (int i = 0; i < texts.length; i++) {
                long start = starts.getAtIndex(JAVA_LONG, i);
                long end = i + 1 < texts.length ? starts.getAtIndex(JAVA_LONG, i + 1) : bytes;
                texts[i] = new String(content.asSlice(start, end - start).toArray(JAVA_BYTE), UTF_8);
            }
            return texts;
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    private static long address(OnnxTensor tensor) throws Throwable {
        return (long) HANDLE.invokeExact((OnnxTensorLike) tensor);
    }

    private static void require(MemorySegment status) throws Throwable {
        if (!status.equals(MemorySegment.NULL)) {
            MemorySegment message = (MemorySegment) MESSAGE.invokeExact(status);
            throw new IllegalStateException(message.reinterpret(Long.MAX_VALUE).getString(0));
        }
    }

    private static IllegalStateException broken(Throwable cause) {
        return new IllegalStateException("ONNX Runtime did not hand over texts", cause);
    }

    private static MethodHandle handle() {
        try {
            return MethodHandles.privateLookupIn(OnnxTensorLike.class, MethodHandles.lookup())
                    .findGetter(OnnxTensorLike.class, "nativeHandle", long.class);
        } catch (ReflectiveOperationException e) {
            throw broken(e);
        }
    }

    private static MemorySegment api() {
        MemorySegment base = SymbolLookup.loaderLookup().find("OrtGetApiBase").orElseThrow();
        try {
            MethodHandle getBase = Linker.nativeLinker().downcallHandle(base, FunctionDescriptor.of(table(1)));
            MemorySegment getApi = ((MemorySegment) getBase.invokeExact()).getAtIndex(ADDRESS, 0);
            return (MemorySegment) Linker.nativeLinker()
                    .downcallHandle(getApi, FunctionDescriptor.of(table(GET_STRING_TENSOR_CONTENT + 1), JAVA_INT))
                    .invokeExact(FIRST_VERSION);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    private static AddressLayout table(int entries) {
        return ADDRESS.withTargetLayout(MemoryLayout.sequenceLayout(entries, ADDRESS));
    }

    private static MethodHandle function(int place, MemoryLayout... parameters) {
        return Linker.nativeLinker()
                .downcallHandle(API.getAtIndex(ADDRESS, place), FunctionDescriptor.of(ADDRESS, parameters));
    }
}
