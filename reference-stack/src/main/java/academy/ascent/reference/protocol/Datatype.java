package academy.ascent.reference.protocol;

import java.util.Optional;

/** The datatypes of the protocol. */
public enum Datatype {
    BOOL(1),
    UINT8(1),
    UINT16(2),
    UINT32(4),
    UINT64(8),
    INT8(1),
    INT16(2),
    INT32(4),
    INT64(8),
    FP16(2),
    BF16(2),
    FP32(4),
    FP64(8),
    /** Text in UTF-8, since ONNX Runtime's strings are text. */
    BYTES(0);

    private final int width;

    Datatype(int width) {
        this.width = width;
    }

    /** The size of one raw element in bytes; 0 where elements differ in size. */
    int width() {
        return width;
    }

    /** The datatype that the protocol calls {@code name}. */
    public static Optional<Datatype> named(String name) {
        for (Datatype datatype : values()) {
            if (datatype.name().equals(name)) {
                return Optional.of(datatype);
            }
        }
        return Optional.empty();
    }
}
