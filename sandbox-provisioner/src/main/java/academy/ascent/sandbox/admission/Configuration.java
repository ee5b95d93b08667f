package academy.ascent.sandbox.admission;

import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An admitted ConfigMap or Secret. Values are in Base64, and what is printed of it holds keys only.
 *
 * @param type a Secret's type; empty for a ConfigMap
 * @param data what variables and files may be made of
 * @param binaryData what only files may be made of
 */
public record Configuration(
        Kind kind,
        String name,
        String type,
        boolean immutable,
        Map<String, String> data,
        Map<String, String> binaryData) {
    public Configuration {
        data = Map.copyOf(data);
        binaryData = Map.copyOf(binaryData);
    }

    /** Which of the two it is. */
    public enum Kind {
        CONFIG_MAP("ConfigMap", "configmap"),
        SECRET("Secret", "secret");

        private final String title;
        private final String resource;

        Kind(String title, String resource) {
            this.title = title;
            this.resource = resource;
        }

        /** As a manifest writes it. */
        public String title() {
            return title;
        }

        /** As a node says that it is not there. */
        public String resource() {
            return resource;
        }
    }

    /** The value that a variable may take, if there is one of this key. */
    public Optional<byte[]> variable(String key) {
        return Optional.ofNullable(data.get(key)).map(Base64.getDecoder()::decode);
    }

    /** All values by key. */
    public Map<String, byte[]> files() {
        Map<String, byte[]> files = new HashMap<>();
        data.forEach((key, value) -> files.put(key, Base64.getDecoder().decode(value)));
        binaryData.forEach((key, value) -> files.put(key, Base64.getDecoder().decode(value)));
        return files;
    }

    @Override
    public String toString() {
        return kind.title + "/" + name + data.keySet() + binaryData.keySet();
    }
}
