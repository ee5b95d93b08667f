import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;

import io.gatling.javaapi.core.Simulation;
import io.gatling.javaapi.http.HttpRequestActionBuilder;
import java.time.Duration;

/** An open loop: one request a user, users at an even rate; what was sent to warm up is left out. */
public final class SteadyRate extends Simulation {
    private static final Duration WARM_UP = Duration.ofSeconds(20);

    public SteadyRate() {
        int rate = Integer.getInteger("rate");
        HttpRequestActionBuilder ask = http("ask").post("/").body(StringBody("{\"inputs\":[]}"));
        // What is silent is not counted: its own first seconds are not the server's.
        setUp(scenario("warm-up")
                        .exec(ask.silent())
                        .injectOpen(constantUsersPerSec(rate).during(WARM_UP))
                        .andThen(scenario("steady")
                                .exec(ask)
                                .injectOpen(constantUsersPerSec(rate)
                                        .during(Duration.ofSeconds(Integer.getInteger("seconds"))))))
                .protocols(http.baseUrl(System.getProperty("url"))
                        .contentTypeHeader("application/json")
                        .shareConnections()
                        .disableWarmUp());
    }
}
