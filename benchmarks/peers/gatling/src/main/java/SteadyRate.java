import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;

import io.gatling.javaapi.core.Simulation;
import java.time.Duration;

/** An open loop: one request a user, users at an even rate. */
public final class SteadyRate extends Simulation {
    public SteadyRate() {
        setUp(scenario("steady")
                        .exec(http("ask").post("/").body(StringBody("{\"inputs\":[]}")))
                        .injectOpen(constantUsersPerSec(Integer.getInteger("rate"))
                                .during(Duration.ofSeconds(Integer.getInteger("seconds")))))
                .protocols(http.baseUrl(System.getProperty("url"))
                        .contentTypeHeader("application/json")
                        .shareConnections()
                        .disableWarmUp());
    }
}
