package academy.ascent.sandbox.cluster;

import academy.ascent.sandbox.cluster.GpuMinutes.Holding;
import academy.ascent.sandbox.cluster.GpuMinutes.Seen;
import academy.ascent.sandbox.cluster.PlatformMaps.Sheet;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    /** An account as it was read. */
    record Page(String owner, String resource, Sheet sheet, GpuAccount account) {}

    /** What is missing or was mangled by hand reads as an account that begins now. */
    Page read(String owner, String resource, Instant now) {
        Sheet sheet = maps.read(name(owner, resource));
        return new Page(owner, resource, sheet, parsed(sheet.data()).orElseGet(() -> GpuAccount.at(now)));
    }

    /** Writes an account down; false, and nothing is written, if others have written it meanwhile. */
    boolean isWritten(Page seen, GpuAccount next) {
        return maps.isWritten(seen.sheet(), Map.of(Ownership.OWNER, seen.owner()), data(seen.resource(), next));
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
