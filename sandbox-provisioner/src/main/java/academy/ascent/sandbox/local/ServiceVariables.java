package academy.ascent.sandbox.local;

import academy.ascent.sandbox.admission.ServiceRoute;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The variables that tell a container of its namespace's Services, as the kubelet sets them: {@code WEB_SERVICE_HOST} and
 * its like, and those that Docker's links once set, such as {@code WEB_PORT=tcp://10.96.0.1:80}.
 */
final class ServiceVariables {
    private final Map<String, String> variables = new LinkedHashMap<>();

    private ServiceVariables() {}

    /** @param address the one of a Service, by its name */
    static Map<String, String> of(Collection<ServiceRoute> services, UnaryOperator<String> address) {
        ServiceVariables all = new ServiceVariables();
        services.stream()
                .filter(service -> !service.headless())
                .sorted(Comparator.comparing(ServiceRoute::name))
                .forEach(service -> all.add(service, address.apply(service.name())));
        return all.variables;
    }

    private void add(ServiceRoute service, String address) {
        String name = upper(service.name());
        List<ServiceRoute.Port> ports = service.ports();
        String first = String.valueOf(ports.getFirst().number());
        variables.put(name + "_SERVICE_HOST", address);
        variables.put(name + "_SERVICE_PORT", first);
        variables.put(name + "_PORT", "tcp://" + address + ":" + first);
        for (ServiceRoute.Port port : ports) {
            String number = String.valueOf(port.number());
            if (!port.name().isEmpty()) {
                variables.put(name + "_SERVICE_PORT_" + upper(port.name()), number);
            }
            String link = name + "_PORT_" + number + "_TCP";
            variables.put(link, "tcp://" + address + ":" + number);
            variables.put(link + "_PROTO", "tcp");
            variables.put(link + "_PORT", number);
            variables.put(link + "_ADDR", address);
        }
    }

    private static String upper(String name) {
        return name.replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
