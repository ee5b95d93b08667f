package academy.ascent.reference.config;

import java.nio.file.Path;

/** The configuration cannot be served; the message names the file, the line where known, and what to do. */
public final class InvalidConfig extends RuntimeException {
    private InvalidConfig(String message) {
        super(message);
    }

    /** A fault of the whole file. */
    public static InvalidConfig in(Path file, String problem) {
        return new InvalidConfig(file + ": " + problem);
    }

    /** A fault at a line, counted from 1. */
    public static InvalidConfig at(Path file, int line, String problem) {
        return new InvalidConfig(file + ", line " + line + ": " + problem);
    }
}
