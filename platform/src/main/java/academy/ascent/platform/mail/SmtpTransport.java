package academy.ascent.platform.mail;

import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.util.Date;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;

/** Hands a mail to an SMTP server. */
@Singleton
@Requires(bean = SmtpConfig.class)
final class SmtpTransport {
    private static final String SECONDS_10 = "10000";
    private static final String SECONDS_30 = "30000";

    private final SmtpConfig config;
    private final Session session;

    SmtpTransport(SmtpConfig config) {
        this.config = config;
        this.session = Session.getInstance(properties(config));
    }

    /**
     * Returns once the server has taken the mail.
     *
     * @throws MessagingException if it cannot be reached, is not who it should be, or refuses
     */
    void send(OutboxMail mail) throws MessagingException {
        Transport.send(message(mail), config.username(), config.password());
    }

    private MimeMessage message(OutboxMail mail) throws MessagingException {
        // The same mail sent twice, after a crash between sending and noting it, carries the same identity.
        var identity = "<ascent-" + mail.number() + "-" + mail.createdAt().toEpochMilli()
                + config.from().substring(config.from().indexOf('@')).replace(">", "") + ">";
        var message = new MimeMessage(session) {
            @Override
            protected void updateMessageID() throws MessagingException {
                setHeader("Message-ID", identity);
            }
        };
        message.setFrom(new InternetAddress(config.from(), true));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(mail.recipient(), true));
        message.setSubject(mail.subject(), StandardCharsets.UTF_8.name());
        message.setText(mail.text(), StandardCharsets.UTF_8.name());
        message.setSentDate(Date.from(mail.createdAt()));
        message.setHeader("Auto-Submitted", "auto-generated");
        return message;
    }

    private static Properties properties(SmtpConfig config) {
        var properties = new Properties();
        properties.setProperty("mail.smtp.host", config.host());
        properties.setProperty("mail.smtp.port", Integer.toString(config.port()));
        properties.setProperty("mail.smtp.auth", Boolean.toString(config.username() != null));
        properties.setProperty("mail.smtp.connectiontimeout", SECONDS_10);
        properties.setProperty("mail.smtp.timeout", SECONDS_30);
        properties.setProperty("mail.smtp.writetimeout", SECONDS_30);
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        properties.setProperty("mail.smtp.ssl.protocols", "TLSv1.2 TLSv1.3");
        properties.put("mail.smtp.ssl.socketFactory", trustOfTheJvm());
        switch (config.security()) {
            case STARTTLS -> {
                properties.setProperty("mail.smtp.starttls.enable", "true");
                properties.setProperty("mail.smtp.starttls.required", "true");
            }
            case TLS -> properties.setProperty("mail.smtp.ssl.enable", "true");
            case NONE -> {}
        }
        return properties;
    }

    private static SSLSocketFactory trustOfTheJvm() {
        try {
            return SSLContext.getDefault().getSocketFactory();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This JVM has no TLS", e);
        }
    }
}
