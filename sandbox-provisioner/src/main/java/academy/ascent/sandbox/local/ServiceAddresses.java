package academy.ascent.sandbox.local;

import academy.ascent.sandbox.SandboxName;
import academy.ascent.sandbox.admission.ServiceRoute;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/** The addresses of one sandbox's Services, each given once, and the names by which pods find them. */
final class ServiceAddresses {
    /** All addresses of Services. */
    static final String SERVICES = "10.96.0.0/17";

    /** Where a pod stands in the network that leads it to Services. */
    static final String POD = "10.96.255.254/16";

    /** The other end of that network. */
    static final String SWITCHBOARD = "10.96.255.253/16";

    private static final int IN_A_ROW = 250;
    private static final int ROWS = 128;

    private final SandboxName namespace;
    private final Map<String, String> given = new HashMap<>();

    ServiceAddresses(SandboxName namespace) {
        this.namespace = namespace;
    }

    /** A Service's address, the same for as long as the sandbox is open. */
    synchronized String of(String service) {
        return given.computeIfAbsent(service, _ -> {
            int number = given.size();
            if (number >= IN_A_ROW * ROWS) {
                throw new IllegalStateException("There is no address left for the Service " + service);
            }
            return "10.96." + number / IN_A_ROW + "." + (number % IN_A_ROW + 1);
        });
    }

    /** What a pod reads in /etc/hosts; its own name comes first, so that no Service takes its place. */
    String hosts(String pod, Collection<ServiceRoute> services) {
        StringBuilder hosts = new StringBuilder("127.0.0.1 localhost\n127.0.0.2 " + pod + "\n");
        services.stream()
                .filter(service -> !service.headless())
                .map(ServiceRoute::name)
                .sorted(Comparator.naturalOrder())
                .forEach(name -> hosts.append("%1$s %2$s %2$s.%3$s %2$s.%3$s.svc %2$s.%3$s.svc.cluster.local%n"
                        .formatted(of(name), name, namespace)));
        return hosts.toString();
    }
}
