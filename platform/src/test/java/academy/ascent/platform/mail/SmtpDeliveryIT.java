package academy.ascent.platform.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import academy.ascent.platform.PlatformUnderTest;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.micronaut.transaction.TransactionOperations;
import java.nio.file.Path;
import java.security.KeyStore;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("a mail server's thread dies of a refused certificate, which whoever waits beside would take for its own")
final class SmtpDeliveryIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    private static KeyStore keys;

    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private final GreenMail tlsServer = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS));

    /** Before any server starts, since GreenMail reads its key once. */
    @BeforeAll
    static void makeKeys(@TempDir Path folder) throws Exception {
        keys = certificateOf("127.0.0.1", folder);
    }

    @AfterAll
    static void forgetKeys() {
        System.clearProperty("greenmail.tls.keystore.file");
        System.clearProperty("greenmail.tls.keystore.password");
    }

    @AfterEach
    void stop() {
        server.stop();
        tlsServer.stop();
    }

    @Test
    void mailReachesTheServerOnceAndItsTextIsForgotten() throws Exception {
        server.start();
        server.setUser("ascent@academy.example", "ascent", "mail password");
        try (var platform = PlatformUnderTest.start(smtp(
                server.getSmtp().getPort(),
                "NONE",
                Map.of("ascent.mail.smtp.username", "ascent", "ascent.mail.smtp.password", "mail password")))) {
            platform.bean(Mailer.class).send("Zoë@example.org", "Grüße\r\nBcc: all@example.org", "Ein Gruß.\n");

            assertThat(server.waitForIncomingEmail(SOON.toMillis(), 1)).isTrue();
            var message = server.getReceivedMessages()[0];
            assertThat(message.getSubject()).isEqualTo("Grüße Bcc: all@example.org");
            assertThat(message.getFrom()[0]).hasToString("ascent@academy.example");
            assertThat(message.getContent().toString()).contains("Ein Gruß.");
            assertThat(message.getHeader("Message-ID")[0])
                    .startsWith("<ascent-")
                    .endsWith("@academy.example>");
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(onlyMail(platform)).satisfies(mail -> {
                        assertThat(mail.sentAt()).isNotNull();
                        assertThat(mail.text()).isEmpty();
                    }));
            Thread.sleep(1_500);
            assertThat(server.getReceivedMessages()).hasSize(1);
        }
    }

    @Test
    void mailOfARolledBackTransactionIsNeverSent() throws Exception {
        server.start();
        try (var platform = PlatformUnderTest.start(smtp(server.getSmtp().getPort(), "NONE", Map.of()))) {
            var mailer = platform.bean(Mailer.class);
            @SuppressWarnings("unchecked")
            TransactionOperations<Connection> transactions = platform.bean(TransactionOperations.class);

            assertThatThrownBy(() -> transactions.executeWrite(_ -> {
                        mailer.send("ann@example.org", "Never", "Never");
                        throw new IllegalStateException("rolled back");
                    }))
                    .hasMessage("rolled back");
            mailer.send("ann@example.org", "Sent", "Sent");

            assertThat(server.waitForIncomingEmail(SOON.toMillis(), 1)).isTrue();
            assertThat(server.getReceivedMessages()[0].getSubject()).isEqualTo("Sent");
        }
    }

    @Test
    void aServerThatIsDownIsTriedAgainAndTheProblemIsKept() {
        server.start();
        var port = server.getSmtp().getPort();
        server.stop();
        try (var platform = PlatformUnderTest.start(smtp(port, "NONE", Map.of()))) {
            platform.bean(Mailer.class).send("ann@example.org", "Later", "Later");

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(onlyMail(platform)).satisfies(mail -> {
                        assertThat(mail.tries()).isEqualTo(1);
                        assertThat(mail.sentAt()).isNull();
                        assertThat(mail.text()).isEqualTo("Later");
                        assertThat(mail.problem()).contains("connect");
                        assertThat(mail.nextTryAt()).isAfter(mail.createdAt().plusSeconds(9));
                    }));
        }
    }

    @Test
    void mailTravelsEncryptedToAServerThatProvesWhoItIs() throws Exception {
        var trusted = SSLContext.getDefault();
        try {
            SSLContext.setDefault(trusting(keys));
            tlsServer.start();
            try (var platform =
                    PlatformUnderTest.start(smtp(tlsServer.getSmtps().getPort(), "TLS", Map.of()))) {
                platform.bean(Mailer.class).send("ann@example.org", "Secret", "Secret");

                assertThat(tlsServer.waitForIncomingEmail(SOON.toMillis(), 1)).isTrue();
            }
        } finally {
            SSLContext.setDefault(trusted);
        }
    }

    @Test
    void aServerWithAForeignCertificateGetsNoMail() {
        tlsServer.start();
        try (var platform = PlatformUnderTest.start(smtp(tlsServer.getSmtps().getPort(), "TLS", Map.of()))) {
            platform.bean(Mailer.class).send("ann@example.org", "Secret", "Secret");

            // The server's own thread complains about our refusal.
            await().dontCatchUncaughtExceptions()
                    .atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(onlyMail(platform).problem()).contains("certification path"));
            assertThat(tlsServer.getReceivedMessages()).isEmpty();
        }
    }

    @Test
    void aServerWithoutEncryptionGetsNoMailWhereItIsAskedFor() {
        server.start();
        try (var platform = PlatformUnderTest.start(smtp(server.getSmtp().getPort(), "STARTTLS", Map.of()))) {
            platform.bean(Mailer.class).send("ann@example.org", "Secret", "Secret");

            await().atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(onlyMail(platform).problem()).contains("STARTTLS"));
            assertThat(server.getReceivedMessages()).isEmpty();
        }
    }

    @Test
    void waitsLongerAfterEveryRefusalUpToAnHour() {
        var now = Instant.EPOCH;

        assertThat(Outbox.nextTry(now, 0)).isEqualTo(now.plusSeconds(10));
        assertThat(Outbox.nextTry(now, 3)).isEqualTo(now.plusSeconds(80));
        assertThat(Outbox.nextTry(now, 200)).isEqualTo(now.plusSeconds(3600));
    }

    private static OutboxMail onlyMail(PlatformUnderTest platform) {
        return platform.bean(OutboxMails.class).findTop50OrderByIdDesc().getFirst();
    }

    private static Map<String, Object> smtp(int port, String security, Map<String, Object> more) {
        var properties = new HashMap<>(more);
        properties.put("ascent.mail.smtp.host", "127.0.0.1");
        properties.put("ascent.mail.smtp.port", port);
        properties.put("ascent.mail.smtp.from", "ascent@academy.example");
        properties.put("ascent.mail.smtp.security", security);
        return properties;
    }

    /** Makes a key and a certificate for an address and gives them to the servers. */
    private static KeyStore certificateOf(String address, Path folder) throws Exception {
        var file = folder.resolve("server.p12");
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var made = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=server",
                        "-ext",
                        "san=ip:" + address,
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        "only for tests")
                .redirectErrorStream(true)
                .start();
        assertThat(made.waitFor()).isZero();
        System.setProperty("greenmail.tls.keystore.file", file.toString());
        System.setProperty("greenmail.tls.keystore.password", "only for tests");
        return KeyStore.getInstance(file.toFile(), "only for tests".toCharArray());
    }

    private static SSLContext trusting(KeyStore keys) throws Exception {
        var certificates = KeyStore.getInstance("PKCS12");
        certificates.load(null, null);
        certificates.setCertificateEntry("server", keys.getCertificate("server"));
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(certificates);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
