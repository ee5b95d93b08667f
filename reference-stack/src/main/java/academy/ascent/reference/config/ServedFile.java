package academy.ascent.reference.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that the configuration names, which lies inside the served folder. */
final class ServedFile {
    private ServedFile() {}

    /** The file whose path stands under the key; {@code what} it is, for people. */
    static Path of(Path folder, Section section, String key, String what) {
        String path = section.requiredText(key);
        if (path.indexOf('\0') >= 0) {
            throw section.fault(key, key + " holds a NUL character; take it out");
        }
        Path root = folder.toAbsolutePath().normalize();
        Path file = root.resolve(path).normalize();
        if (Path.of(path).isAbsolute() || !file.startsWith(root)) {
            throw section.fault(
                    key, key + " \"" + path + "\" climbs out of the served folder; put the " + what + " inside it");
        }
        if (!Files.isRegularFile(file)) {
            throw section.fault(key, "there is no " + what + " \"" + path + "\" in the served folder");
        }
        try {
            if (!file.toRealPath().startsWith(root.toRealPath())) {
                throw section.fault(
                        key,
                        key + " \"" + path + "\" is a link out of the served folder; copy the " + what + " into it");
            }
        } catch (IOException e) {
            throw section.fault(key, what + " \"" + path + "\" cannot be read (" + e.getMessage() + ")");
        }
        return file;
    }
}
