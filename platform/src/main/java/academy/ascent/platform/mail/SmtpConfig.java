package academy.ascent.platform.mail;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.bind.annotation.Bindable;
import org.jspecify.annotations.Nullable;

/**
 * The server that takes our mail.
 *
 * @param from the sender's address
 * @param username for signing in there, or null if it asks for none
 * @param security how the connection is encrypted
 */
@ConfigurationProperties("ascent.mail.smtp")
@Requires(property = "ascent.mail.smtp.host")
record SmtpConfig(
        String host,
        @Bindable(defaultValue = "587") int port,
        String from,
        @Nullable String username,
        @Nullable String password,
        @Bindable(defaultValue = "STARTTLS") Security security) {

    /** How the connection is encrypted. */
    enum Security {
        /** Plain at first, and no further without encryption. */
        STARTTLS,
        /** Encrypted from the first byte, as on port 465. */
        TLS,
        /** Not at all: for a relay on the same machine. */
        NONE
    }

    @Override
    public String toString() {
        return security + " " + host + ":" + port;
    }
}
