package academy.ascent.sandbox.trace;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * How long each milestone of each scenario took.
 *
 * @param millis by scenario and by milestone, one for each time it was played
 */
public record Traces(Map<String, Map<String, List<Long>>> millis) {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final String RECORDED = "kubelet-1.36.4.json";

    /**
     * A node acts once a second, and asks its probes as often; making a container takes it most of a second. What comes
     * after a wait of its own, a back-off, is later by up to a quarter.
     */
    private static final Duration SOONER = Duration.ofMillis(1500);

    private static final double SOONER_SHARE = 0.25;

    /** Plays one scenario and gives its marks. */
    public interface Plays {
        Map<String, Long> play(Scenario scenario) throws Exception;
    }

    /** What a real kubelet did, played some times. */
    public static Traces recorded() throws IOException {
        try (InputStream file = Objects.requireNonNull(Traces.class.getResourceAsStream(RECORDED))) {
            return new Traces(JSON.readValue(file, new TypeReference<>() {}));
        }
    }

    /**
     * Plays all scenarios some times, a few side by side.
     *
     * @throws AssertionError with what each scenario that failed says
     */
    public static Traces of(Plays plays, int rounds, int sideBySide) throws InterruptedException {
        Traces traces = new Traces(new TreeMap<>());
        List<String> failures = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(sideBySide)) {
            for (int round = 0; round < rounds; round++) {
                Map<String, Future<Map<String, Long>>> played = new TreeMap<>();
                for (Scenario scenario : Scenarios.all()) {
                    Callable<Map<String, Long>> play = () -> plays.play(scenario);
                    played.put(scenario.name(), threads.submit(play));
                }
                for (Map.Entry<String, Future<Map<String, Long>>> one : played.entrySet()) {
                    try {
                        traces.add(one.getKey(), one.getValue().get());
                    } catch (ExecutionException failed) {
                        failures.add(one.getKey() + ": " + failed.getCause());
                    }
                }
            }
        }
        if (!failures.isEmpty()) {
            throw new AssertionError(String.join("\n", failures));
        }
        return traces;
    }

    private void add(String scenario, Map<String, Long> marks) {
        Map<String, List<Long>> known = millis.computeIfAbsent(scenario, name -> new TreeMap<>());
        marks.forEach((mark, took) ->
                known.computeIfAbsent(mark, name -> new ArrayList<>()).add(took));
    }

    public void write(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        JSON.writeValue(file.toFile(), millis);
    }

    /**
     * What is not as it was recorded: marks that are missing or too many, and those that came sooner or later than they
     * ever did on the real node.
     *
     * @param later by how much more a busy machine may be later
     */
    public List<String> differences(Traces real, Duration later) {
        List<String> differences = new ArrayList<>();
        for (Scenario scenario : Scenarios.all()) {
            Map<String, List<Long>> here = millis.getOrDefault(scenario.name(), Map.of());
            Map<String, List<Long>> there = real.millis.getOrDefault(scenario.name(), Map.of());
            if (!here.keySet().equals(there.keySet())) {
                differences.add(scenario + ": " + here.keySet() + ", recorded " + there.keySet());
                continue;
            }
            here.forEach((mark, took) -> {
                List<Long> recorded = there.get(mark);
                long first = Collections.min(recorded);
                double soonest = first - SOONER.toMillis() - SOONER_SHARE * first;
                boolean sooner = Collections.min(took) < soonest
                        && !scenario.soonerHere().contains(mark);
                if (sooner || Collections.max(took) > Collections.max(recorded) + later.toMillis()) {
                    differences.add(scenario + ", " + mark + ": " + took + " ms, recorded " + recorded + " ms");
                }
            });
        }
        return differences;
    }
}
