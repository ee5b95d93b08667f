package academy.ascent.reference.fuzz;

import academy.ascent.reference.config.InvalidConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder with an ONNX file, in which a reader finds a file of the fuzzer's. */
final class ServedFolder {
    private final Path folder;

    ServedFolder() {
        try {
            folder = Files.createTempDirectory("fuzz");
            folder.toFile().deleteOnExit();
            Files.writeString(file("m.onnx"), "model");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where a file of the folder lies. */
    Path file(String name) {
        Path file = folder.resolve(name);
        return file;
    }

    Path folder() {
        return folder;
    }

    /** Fails unless the reader takes the file or tells what is wrong with it. */
    synchronized void check(String name, byte[] content, Runnable reader) {
        try {
            Files.write(file(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            reader.run();
        } catch (InvalidConfig e) {
            Requests.require(String.valueOf(e.getMessage()).contains(name), "a fault that does not name the file");
        }
    }
}
