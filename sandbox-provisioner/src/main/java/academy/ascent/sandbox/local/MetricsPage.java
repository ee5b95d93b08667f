package academy.ascent.sandbox.local;

import academy.ascent.sandbox.admission.PodTemplate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where the pods of a template expose metrics: as Prometheus is told by the annotations {@code prometheus.io/scrape},
 * {@code prometheus.io/port} and {@code prometheus.io/path} of a pod.
 */
record MetricsPage(int port, String path) {
    private static final String HEAD_ENDS = "\r\n\r\n";
    private static final String PREFIX = "prometheus.io/";

    /** Empty unless the template says that there is one, and at which port if the container has not exactly one. */
    static Optional<MetricsPage> of(PodTemplate template) {
        Map<String, String> annotations = template.revision();
        if (!"true".equals(annotations.get(PREFIX + "scrape"))) {
            return Optional.empty();
        }
        List<Integer> ports = List.copyOf(template.container().ports().values());
        String only = ports.size() == 1 ? String.valueOf(ports.getFirst()) : "";
        String port = annotations.getOrDefault(PREFIX + "port", only);
        String path = annotations.getOrDefault(PREFIX + "path", "/metrics");
        return port.matches("[1-9]\\d{0,4}") && Integer.parseInt(port) <= 65_535 && path.matches("/[!-~]*")
                ? Optional.of(new MetricsPage(Integer.parseInt(port), path))
                : Optional.empty();
    }

    /** What asks for it, in a version of HTTP that knows no chunks. */
    String request() {
        return "GET " + path + " HTTP/1.0\r\nHost: 127.0.0.2:" + port
                + "\r\nAccept: text/plain;version=0.0.4\r\nConnection: close\r\n\r\n";
    }

    /**
     * The sums of counters over all their labels, of those that stand in the answer.
     *
     * <p>Source of the format: Prometheus, "Exposition formats", text format 0.0.4.
     */
    static Map<String, Double> totals(String answer, Set<String> counters) {
        Map<String, Double> totals = new HashMap<>();
        int body = answer.indexOf(HEAD_ENDS);
        if (body < 0 || !answer.matches("(?s)HTTP/1\\.\\d 200.*")) {
            return totals;
        }
        answer.substring(body + HEAD_ENDS.length()).lines().map(String::strip).forEach(line -> {
            String name = line.split("[{\\s]", 2)[0];
            if (counters.contains(name)) {
                value(line, name).ifPresent(value -> totals.merge(name, value, Double::sum));
            }
        });
        return totals;
    }

    /** The number after the labels; a time may follow it. */
    private static Optional<Double> value(String line, String name) {
        String rest = line.substring(Math.max(name.length(), line.lastIndexOf('}') + 1))
                .strip();
        try {
            double value = Double.parseDouble(rest.split("\\s", 2)[0]);
            return Double.isFinite(value) ? Optional.of(value) : Optional.empty();
        } catch (NumberFormatException none) {
            return Optional.empty();
        }
    }
}
