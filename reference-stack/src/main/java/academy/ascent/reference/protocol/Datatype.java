package academy.ascent.reference.protocol;

import java.util.Optional;

/** The datatypes of the protocol that this server speaks. */
public enum Datatype {
    BOOL,
    UINT8,
    INT8,
    INT16,
    INT32,
    INT64,
    FP32,
    FP64,
    /** Text, since JSON carries no raw bytes. */
    BYTES;

    static Optional<Datatype> named(String name) {
        for (Datatype datatype : values()) {
            if (datatype.name().equals(name)) {
                return Optional.of(datatype);
            }
        }
        return Optional.empty();
    }
}
