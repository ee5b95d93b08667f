package academy.ascent.platform.config;

import io.micronaut.context.annotation.ConfigurationProperties;
import java.net.URI;
import java.nio.file.Path;

/**
 * What every feature may ask about the installation.
 *
 * @param home the folder that holds {@code curriculum}, {@code labs} and the built modules
 * @param state the folder that this installation keeps its state in
 * @param publicUrl where browsers reach the platform, without a trailing slash
 * @param production whether stand-ins and default secrets are forbidden
 * @param secret at least 32 characters; signs tokens
 */
@ConfigurationProperties("ascent")
public record AscentConfig(Path home, Path state, URI publicUrl, boolean production, String secret) {

    /** An absolute address of a path of this site, for mail and outside services. */
    public URI absolute(String path) {
        return URI.create(publicUrl + path);
    }

    /** Whether browsers speak TLS to us, so that cookies may be marked secure. */
    public boolean secure() {
        return "https".equals(publicUrl.getScheme());
    }
}
