package academy.ascent.sandbox.admission;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.HTTPHeader;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The API server's validation of probes; a port's name must also stand in the container. */
final class ProbeRules {
    private final Container container;
    private final Findings findings;

    ProbeRules(Container container, Findings findings) {
        this.container = container;
        this.findings = findings;
    }

    void check(String field, @Nullable Probe probe, boolean oneSuccess) {
        if (probe == null) {
            return;
        }
        handler(field, probe);
        notNegative(field + ".initialDelaySeconds", probe.getInitialDelaySeconds());
        notNegative(field + ".periodSeconds", probe.getPeriodSeconds());
        notNegative(field + ".timeoutSeconds", probe.getTimeoutSeconds());
        notNegative(field + ".failureThreshold", probe.getFailureThreshold());
        notNegative(field + ".successThreshold", probe.getSuccessThreshold());
        Integer successes = probe.getSuccessThreshold();
        if (oneSuccess && successes != null && successes > 1) {
            findings.invalid(field + ".successThreshold", successes, "must be 1");
        }
    }

    private void handler(String field, Probe probe) {
        if (probe.getHttpGet() != null && probe.getTcpSocket() != null) {
            findings.add(field + ".tcpSocket: Forbidden: may not specify more than 1 handler type");
        } else if (probe.getHttpGet() != null) {
            String scheme = probe.getHttpGet().getScheme();
            if (scheme != null && !List.of("HTTP", "HTTPS").contains(scheme)) {
                findings.unsupported(field + ".httpGet.scheme", scheme, "\"HTTP\", \"HTTPS\"");
            } else if ("HTTPS".equals(scheme)) {
                findings.notOffered(field + ".httpGet.scheme", "use HTTP");
            }
            port(field + ".httpGet.port", probe.getHttpGet().getPort());
            headers(field + ".httpGet.httpHeaders", probe.getHttpGet().getHttpHeaders());
        } else if (probe.getTcpSocket() != null) {
            port(field + ".tcpSocket.port", probe.getTcpSocket().getPort());
        } else if (probe.getExec() == null && probe.getGrpc() == null) {
            findings.add(field + ": Required value: must specify a handler type");
        }
    }

    private void headers(String field, List<HTTPHeader> headers) {
        for (int i = 0; i < headers.size(); i++) {
            String name = headers.get(i).getName();
            if (name == null || !name.matches("[-A-Za-z0-9]+")) {
                findings.invalid(
                        field + "[" + i + "].name",
                        String.valueOf(name),
                        "a valid HTTP header must consist of alphanumeric characters or '-' (e.g. 'X-Header-Name', regex"
                                + " used for validation is '[-A-Za-z0-9]+')");
            }
        }
    }

    private void port(String field, @Nullable IntOrString port) {
        if (port == null) {
            findings.required(field);
        } else if (port.getStrVal() == null) {
            ContainerRules.portNumber(field, port.getIntVal(), findings);
        } else if (resolve(container, port).isEmpty()) {
            findings.invalid(field, port.getStrVal(), "the container has no port of this name");
        }
    }

    static OptionalInt resolve(Container container, IntOrString port) {
        if (port.getStrVal() == null) {
            return OptionalInt.of(port.getIntVal());
        }
        return container.getPorts().stream()
                .filter(declared -> port.getStrVal().equals(declared.getName()))
                .mapToInt(ContainerPort::getContainerPort)
                .findFirst();
    }

    private void notNegative(String field, @Nullable Integer value) {
        if (value != null && value < 0) {
            findings.invalid(field, value, "must be greater than or equal to 0");
        }
    }
}
