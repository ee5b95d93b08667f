package academy.ascent.reference.registry;

import java.nio.file.Path;

/** A version that the server serves, with the file it comes from. */
public record VersionFile(String model, String version, Path file) {}
