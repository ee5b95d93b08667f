package academy.ascent.sandbox.local;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.sandbox.SandboxName;
import academy.ascent.sandbox.admission.ServiceRoute;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ServiceAddressesTest {
    private final ServiceAddresses addresses = new ServiceAddresses(new SandboxName("mine"));

    @Test
    void an_address_is_given_once_and_kept() {
        Set<String> given = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            given.add(addresses.of("service-" + i));
        }
        assertThat(given).hasSize(1000).contains("10.96.0.1", "10.96.0.250", "10.96.1.1", "10.96.3.250");
        assertThat(addresses.of("service-250")).isEqualTo("10.96.1.1");
    }

    @Test
    void a_pod_reads_its_own_name_first_and_every_service_by_four_names() {
        addresses.of("second");
        assertThat(addresses.hosts(
                        "web-1", List.of(route("web-1", false), route("second", false), route("none", true))))
                .isEqualTo("""
                        127.0.0.1 localhost
                        127.0.0.2 web-1
                        10.96.0.1 second second.mine second.mine.svc second.mine.svc.cluster.local
                        10.96.0.2 web-1 web-1.mine web-1.mine.svc web-1.mine.svc.cluster.local
                        """);
    }

    private static ServiceRoute route(String name, boolean headless) {
        return new ServiceRoute(name, Map.of(), headless, List.of(new ServiceRoute.Port("", 80, "80")));
    }
}
