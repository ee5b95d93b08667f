package academy.ascent.sandbox.admission;

import java.util.List;

/**
 * A volume whose files are values of a ConfigMap or a Secret.
 *
 * @param items which values it has; empty for all, each named by its key
 * @param mode the permissions of files whose item names none
 */
public record ConfiguredVolume(String name, ConfigurationRef source, List<Item> items, int mode) {
    public ConfiguredVolume {
        items = List.copyOf(items);
    }

    /**
     * One value as a file.
     *
     * @param path relative to the volume
     * @param mode the file's permissions
     */
    public record Item(String key, String path, int mode) {}
}
