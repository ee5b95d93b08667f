package academy.ascent.sandbox.cluster;

import academy.ascent.sandbox.cluster.GpuMinutes.Holding;
import academy.ascent.sandbox.cluster.GpuMinutes.Seen;
import academy.ascent.sandbox.cluster.PlatformMaps.Written;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Learners' GPU accounts, each in a ConfigMap of the platform's namespace: a sandbox that is closed and opened again gives
 * nobody new minutes.
 */
final class GpuBooks {
    private final PlatformMaps maps;

    GpuBooks(PlatformMaps maps) {
        this.maps = maps;
    }

    /** What is missing or was mangled by hand reads as an account that begins now. */
    GpuAccount read(String owner, String resource, Instant now) {
        return read(maps.read(name(owner, resource)), now);
    }

    private static GpuAccount read(Map<String, String> data, Instant now) {
        return parsed(data).orElseGet(() -> GpuAccount.at(now));
    }

    /**
     * Writes a change of an account down.
     *
     * @param change asked again for what others have written meanwhile
     */
    GpuAccount change(String owner, String resource, Instant now, UnaryOperator<GpuAccount> change) {
        return maps.change(name(owner, resource), "The GPU minutes of " + owner + " were", data -> {
            GpuAccount seen = read(data, now);
            GpuAccount next = change.apply(seen);
            return new Written<>(
                    next,
                    Map.of(Ownership.OWNER, owner),
                    next.equals(seen) ? Optional.empty() : Optional.of(data(resource, next)));
        });
    }

    private static Map<String, String> data(String resource, GpuAccount account) {
        return Map.of(
                "resource", resource,
                "week", account.week().toString(),
                "settled", account.settled().toString(),
                "seen", account.seen().stream().map(GpuBooks::line).sorted().collect(Collectors.joining("\n")));
    }

    private static String line(Seen seen) {
        return String.join(
                " ",
                seen.pod(),
                String.valueOf(seen.gpus()),
                seen.holding().name(),
                seen.at().toString());
    }

    private static Optional<GpuAccount> parsed(Map<String, String> data) {
        try {
            Set<Seen> seen = data.getOrDefault("seen", "")
                    .lines()
                    .map(line -> line.split(" ", -1))
                    .map(words -> new Seen(
                            words[0], Integer.parseInt(words[1]), Holding.valueOf(words[2]), Instant.parse(words[3])))
                    .collect(Collectors.toSet());
            return Optional.of(new GpuAccount(
                    Instant.parse(data.getOrDefault("week", "")),
                    Duration.parse(data.getOrDefault("settled", "")),
                    seen));
        } catch (IllegalArgumentException | DateTimeException | ArrayIndexOutOfBoundsException mangled) {
            return Optional.empty();
        }
    }

    /** An owner may have letters that a name may not. */
    private static String name(String owner, String resource) {
        byte[] both = (owner + " " + resource).getBytes(StandardCharsets.UTF_8);
        return "gpu-minutes-" + SandboxObjects.digest(both).substring(0, 32);
    }
}
