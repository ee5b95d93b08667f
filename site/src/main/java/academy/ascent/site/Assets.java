package academy.ascent.site;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;

/** The bundled styles, scripts and fonts; their names carry a digest, so that they may be cached for ever. */
public final class Assets {
    private static final Properties MANIFEST = manifest();
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*");

    private Assets() {}

    /** The address of a style or script by its plain name. */
    public static String address(String name) {
        var hashed = MANIFEST.getProperty(name);
        if (hashed == null) {
            throw new IllegalArgumentException("No style or script named " + name + " was bundled");
        }
        return "/assets/" + hashed;
    }

    /** The bytes of a bundled file, or empty if there is none of that name. */
    public static Optional<byte[]> read(String fileName) {
        if (!NAME.matcher(fileName).matches()) {
            return Optional.empty();
        }
        try (InputStream in = Assets.class.getResourceAsStream("/assets/" + fileName)) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the bundled file " + fileName, e);
        }
    }

    private static Properties manifest() {
        var properties = new Properties();
        try (InputStream in = Assets.class.getResourceAsStream("/assets/manifest.properties")) {
            if (in == null) {
                throw new IllegalStateException(
                        "The styles and scripts were not bundled: run ./ascent up, which builds them");
            }
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }
}
