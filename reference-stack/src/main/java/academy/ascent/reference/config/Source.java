package academy.ascent.reference.config;

import java.nio.file.Path;
import java.util.Map;

/** Where a model was declared, so that what is found out only while loading it can be told at its line. */
public record Source(Path file, int line, Map<String, Integer> keyLines) {
    public Source {
        keyLines = Map.copyOf(keyLines);
    }

    /** Whether the key stands there, or its value is a default. */
    public boolean declares(String key) {
        return keyLines.containsKey(key);
    }

    /** A fault of what the key declares, at the key's line or, where it is left out, at the model's. */
    public InvalidConfig fault(String key, String problem) {
        return InvalidConfig.at(file, keyLines.getOrDefault(key, line), problem);
    }
}
