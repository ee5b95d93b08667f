package academy.ascent.sandbox.cluster;

import academy.ascent.sandbox.MachineTimes;
import academy.ascent.sandbox.Usage;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the running containers of some pods use, as their nodes tell; what has ended is not in it. */
final class MeasuredUsage {
    private static final String LIMITS = "a cluster's nodes";
    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

    private MeasuredUsage() {}

    static Usage of(List<Pod> pods, NodeHands hands) {
        Map<String, List<String>> containers = pods.stream()
                .filter(pod -> MeasuredPods.running(pod).isPresent())
                .collect(Collectors.groupingBy(
                        pod -> pod.getSpec().getNodeName(),
                        Collectors.flatMapping(pod -> MeasuredPods.running(pod).stream(), Collectors.toList())));
        List<HandReport> reports = containers.entrySet().stream()
                .map(node -> hands.usage(node.getKey(), node.getValue()))
                .toList();
        return new Usage(
                sum(reports, HandReport::cpuTime),
                reports.stream().mapToLong(HandReport::residentBytes).sum(),
                sum(reports, HandReport::queued),
                LIMITS,
                false,
                elsewhere(reports));
    }

    private static Duration sum(List<HandReport> reports, Function<HandReport, Duration> time) {
        return reports.stream().map(time).reduce(Duration.ZERO, Duration::plus);
    }

    /** This machine may be one of the nodes; what it does is not seen from elsewhere. */
    private static Optional<MachineTimes> elsewhere(List<HandReport> reports) {
        String here = here();
        return reports.stream()
                .map(HandReport::node)
                .filter(node -> !node.machines().contains(here))
                .reduce(MachineTimes::plus);
    }

    private static String here() {
        try {
            return Files.readString(BOOT).strip();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
