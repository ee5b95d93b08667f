package academy.ascent.reference.http;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.reference.access.Access;
import academy.ascent.reference.config.AccessConfig;
import academy.ascent.reference.config.Source;
import academy.ascent.reference.config.TenantConfig;
import academy.ascent.reference.config.TenantConfig.Quota;
import academy.ascent.reference.config.TenantConfig.Rate;
import academy.ascent.reference.config.TenantConfig.Role;
import academy.ascent.reference.http.RawClient.Response;
import academy.ascent.reference.log.EventLog;
import academy.ascent.reference.metrics.Metrics;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AccessOverHttpTest {
    private static final String USER = "the key of the user";
    private static final String ADMIN = "the key of the admin";
    private static final String POOR = "the key of the poor one";

    private static final String REQUEST =
            "{\"inputs\":[{\"name\":\"x\",\"shape\":[1],\"datatype\":\"FP32\",\"data\":[1]}]}";

    private final EventLog log = new EventLog(new PrintStream(OutputStream.nullOutputStream()), InstantSource.system());
    private final Metrics metrics = new Metrics();
    private final HttpServer server = HttpServer.listen("127.0.0.1", 0, TestLimits.SMALL, metrics, log);

    @BeforeEach
    void givenTenants() {
        server.mount(
                "/who",
                request -> Answer.json(200, String.valueOf(request.caller()).getBytes()));
        server.serve(OnePredictor.of("m"));
        server.admitBy(Access.of(
                new AccessConfig(
                        List.of(
                                tenant("user", "USER_KEY", Role.USER, Optional.empty(), Optional.empty()),
                                tenant("admin", "ADMIN_KEY", Role.ADMIN, Optional.empty(), Optional.empty()),
                                tenant(
                                        "poor",
                                        "POOR_KEY",
                                        Role.USER,
                                        Optional.of(new Rate(1000, 1000)),
                                        Optional.of(new Quota(1, Quota.Window.DAY)))),
                        List.of("/metrics"),
                        Optional.empty()),
                Map.of("USER_KEY", USER, "ADMIN_KEY", ADMIN, "POOR_KEY", POOR),
                log));
    }

    @AfterEach
    void endServer() {
        server.close();
    }

    @Test
    void asksForAKeyEverywhereButForHealthAndWhatIsOpen() throws IOException {
        try (RawClient client = new RawClient(server.port())) {
            assertThat(client.get("/v2/health/live").status()).isEqualTo(200);
            assertThat(client.get("/v2/health/ready").status()).isEqualTo(200);
            assertThat(client.get("/metrics?x=1").status()).isEqualTo(200);
            for (String path : List.of("/v2", "/v2/models/m", "/v2/models/none", "/who", "/nothing")) {
                Response refused = client.get(path);
                assertThat(refused.status()).as(path).isEqualTo(401);
                assertThat(refused.headers()).containsEntry("www-authenticate", "Bearer");
                assertThat(refused.body()).startsWith("{\"error\":\"this server needs a key; send");
            }
            assertThat(client.post("/v2/models/m/infer", REQUEST).status()).isEqualTo(401);
            assertThat(client.post("/metrics", "").status()).isEqualTo(401);
        }
    }

    @Test
    void answersWhoHasAKeyAndTellsAResourceWhoItIs() throws IOException {
        try (RawClient client = new RawClient(server.port())) {
            assertThat(send(client, "GET", "/who", USER).body()).isEqualTo("user");
            assertThat(send(client, "POST", "/v2/models/m/infer", USER).status())
                    .isEqualTo(200);
            assertThat(send(client, "GET", "/who", "no such key at all").status())
                    .isEqualTo(401);
            assertThat(send(client, "GET", "/who", ADMIN).body()).isEqualTo("admin");
        }
    }

    @Test
    void letsOnlyAnAdministratorChangeAResource() throws IOException {
        try (RawClient client = new RawClient(server.port())) {
            assertThat(send(client, "POST", "/who", USER).status()).isEqualTo(403);
            assertThat(send(client, "POST", "/who", ADMIN).status()).isEqualTo(200);
        }
    }

    @Test
    void saysHowLongToWaitToWhoAsksTooMuch() throws IOException {
        try (RawClient client = new RawClient(server.port())) {
            assertThat(send(client, "POST", "/v2/models/m/infer", POOR).status())
                    .isEqualTo(200);
            Response refused = send(client, "POST", "/v2/models/m/infer", POOR);

            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.headers())
                    .hasEntrySatisfying(
                            "retry-after",
                            seconds -> assertThat(Integer.parseInt(seconds)).isBetween(1, 86_400));
            assertThat(refused.body()).contains("has used its quota of 1 requests; it begins anew at ");
            assertThat(metrics.page()).contains("requests_total{model=\"m\",version=\"1\",status=\"429\"} 1");
        }
    }

    private static Response send(RawClient client, String method, String path, String key) throws IOException {
        String body = method.equals("POST") ? REQUEST : "";
        client.send(method + " " + path + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + key
                + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
        return client.receive();
    }

    private static TenantConfig tenant(
            String name, String variable, Role role, Optional<Rate> rate, Optional<Quota> quota) {
        Source source = new Source(Path.of("serving.yaml"), 1, Map.of());
        return new TenantConfig(name, List.of(), List.of(variable), role, rate, quota, source);
    }
}
