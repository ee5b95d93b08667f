package academy.ascent.reference.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that the configuration names, which lies inside the served folder. */
final class ServedFile {
    private ServedFile() {}

    /** The file whose path stands under the key; {@code what} it is, for people. */
    static Path of(Path folder, Section section, String key, String what) {
        Path root = folder.toAbsolutePath().normalize();
        Path file = inside(root, root, section.requiredText(key), section, key, what);
        if (!Files.isRegularFile(file)) {
            throw missing(root, file, section, key, what);
        }
        return file;
    }

    /** The file or folder at the path below {@code start}, once it is found to exist inside {@code root}. */
    static Path inside(Path root, Path start, String path, Section section, String key, String what) {
        if (path.indexOf('\0') >= 0) {
            throw section.fault(key, key + " holds a NUL character; take it out");
        }
        Path found = start.resolve(path).normalize();
        if (Path.of(path).isAbsolute() || !found.startsWith(root)) {
            throw section.fault(
                    key, key + " \"" + path + "\" climbs out of the served folder; put the " + what + " inside it");
        }
        if (!Files.exists(found)) {
            throw missing(root, found, section, key, what);
        }
        try {
            if (!found.toRealPath().startsWith(root.toRealPath())) {
                throw section.fault(
                        key,
                        key + " \"" + path + "\" is a link out of the served folder; copy the " + what + " into it");
            }
        } catch (IOException e) {
            throw section.fault(key, what + " \"" + path + "\" cannot be read (" + e.getMessage() + ")");
        }
        return found;
    }

    private static InvalidConfig missing(Path root, Path file, Section section, String key, String what) {
        return section.fault(key, "there is no " + what + " \"" + root.relativize(file) + "\" in the served folder");
    }
}
