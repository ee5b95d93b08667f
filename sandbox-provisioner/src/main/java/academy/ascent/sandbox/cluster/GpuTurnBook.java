package academy.ascent.sandbox.cluster;

import academy.ascent.sandbox.SandboxName;
import academy.ascent.sandbox.cluster.GpuRound.Outcome;
import academy.ascent.sandbox.cluster.GpuTurns.GivenBack;
import academy.ascent.sandbox.cluster.GpuTurns.Granted;
import academy.ascent.sandbox.cluster.GpuTurns.Stay;
import academy.ascent.sandbox.cluster.GpuTurns.Turn;
import academy.ascent.sandbox.cluster.GpuTurns.Waiting;
import academy.ascent.sandbox.cluster.PlatformMaps.Written;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The turns of each kind of GPU, in a ConfigMap of the platform's namespace. */
final class GpuTurnBook {
    private final PlatformMaps maps;

    GpuTurnBook(PlatformMaps maps) {
        this.maps = maps;
    }

    /** What is missing or was mangled by hand reads as nobody's turn, so that everybody waits anew. */
    GpuTurns read(String device) {
        return read(maps.read(name(device)));
    }

    private static GpuTurns read(Map<String, String> data) {
        return parsed(data.getOrDefault("turns", ""));
    }

    /**
     * Writes down what was decided.
     *
     * @param decide asked again for what others have written meanwhile
     */
    Outcome change(String device, Function<GpuTurns, Outcome> decide) {
        return maps.change(name(device), "The queue for " + device + " was", data -> {
            GpuTurns seen = read(data);
            Outcome outcome = decide.apply(seen);
            return new Written<>(
                    outcome,
                    Map.of(),
                    outcome.turns().equals(seen)
                            ? Optional.empty()
                            : Optional.of(Map.of("resource", device, "turns", lines(outcome.turns()))));
        });
    }

    private static String lines(GpuTurns turns) {
        return turns.of().entrySet().stream()
                .map(entry -> line(entry.getKey(), entry.getValue()))
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    private static String line(Stay stay, Turn turn) {
        String words = switch (turn) {
            case Waiting(Instant since) -> "WAITING " + since;
            case Granted(Instant since, Instant used) -> "GRANTED " + since + " " + used;
            case GivenBack(Instant since) -> "GIVEN_BACK " + since;
        };
        return stay.sandbox() + " " + stay.opened() + " " + words;
    }

    private static GpuTurns parsed(String lines) {
        try {
            return new GpuTurns(lines.lines()
                    .map(line -> line.split(" ", -1))
                    .collect(Collectors.toMap(
                            words -> new Stay(new SandboxName(words[0]), Instant.parse(words[1])), GpuTurnBook::turn)));
        } catch (IllegalArgumentException
                | IllegalStateException
                | DateTimeException
                | ArrayIndexOutOfBoundsException mangled) {
            return GpuTurns.NONE;
        }
    }

    private static Turn turn(String... words) {
        Instant since = Instant.parse(words[3]);
        return switch (words[2]) {
            case "WAITING" -> new Waiting(since);
            case "GRANTED" -> new Granted(since, Instant.parse(words[4]));
            case "GIVEN_BACK" -> new GivenBack(since);
            default -> throw new IllegalArgumentException(words[2]);
        };
    }

    private static String name(String device) {
        return "gpu-turns-"
                + SandboxObjects.digest(device.getBytes(StandardCharsets.UTF_8)).substring(0, 32);
    }
}
