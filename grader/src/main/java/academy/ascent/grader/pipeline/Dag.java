package academy.ascent.grader.pipeline;

import academy.ascent.grader.submission.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The graph of a component, or of the root.
 *
 * @param component what the graph implements
 */
record Dag(String name, Value component) {

    Map<String, Task> tasks() {
        Map<String, Task> tasks = new LinkedHashMap<>();
        Field.of(component, "dag", "tasks").entries().forEach((key, spec) -> tasks.put(key, new Task(key, spec)));
        return tasks;
    }

    /** Whether one task waits for another, through any number of tasks between them. */
    boolean isAfter(String task, String earlier) {
        Map<String, Task> tasks = tasks();
        ArrayDeque<String> next = new ArrayDeque<>(List.of(task));
        Set<String> seen = new HashSet<>();
        while (!next.isEmpty()) {
            Task at = tasks.get(next.remove());
            if (at == null || !seen.add(at.name())) {
                continue;
            }
            if (at.waitsFor().contains(earlier)) {
                return true;
            }
            next.addAll(at.waitsFor());
        }
        return false;
    }

    /**
     * Tasks that wait for each other in a ring, in that order; empty if there is no ring. What can run is taken away until
     * nothing can; what is left waits for a ring.
     */
    List<String> ring() {
        Map<String, Set<String>> waiting = new HashMap<>();
        Map<String, Task> tasks = tasks();
        tasks.forEach((key, task) -> {
            Set<String> others = new HashSet<>(task.waitsFor());
            others.retainAll(tasks.keySet());
            waiting.put(key, others);
        });
        boolean moved = true;
        while (moved) {
            List<String> free = waiting.entrySet().stream()
                    .filter(entry -> entry.getValue().isEmpty())
                    .map(Map.Entry::getKey)
                    .toList();
            free.forEach(waiting::remove);
            waiting.values().forEach(others -> free.forEach(others::remove));
            moved = !free.isEmpty();
        }
        if (waiting.isEmpty()) {
            return List.of();
        }
        List<String> ring = new ArrayList<>();
        String at = waiting.keySet().stream().sorted().findFirst().orElseThrow();
        while (!ring.contains(at)) {
            ring.add(at);
            at = waiting.getOrDefault(at, Set.of()).stream()
                    .sorted()
                    .findFirst()
                    .orElseThrow();
        }
        return ring.subList(ring.indexOf(at), ring.size());
    }

    static String artifactType(Value artifact) {
        Value type = Field.of(artifact, "artifactType");
        String title = Field.of(type, "schemaTitle").words();
        return title.isEmpty() ? Field.of(type, "schemaUri").words() : title;
    }

    /** The word after PARAMETER_TYPE or of the older field. */
    static String parameterType(Value parameter) {
        String type = Field.of(parameter, "parameterType").words();
        return switch (type.isEmpty() ? Field.of(parameter, "type").words() : type) {
            case "INT" -> "NUMBER_INTEGER";
            case "DOUBLE" -> "NUMBER_DOUBLE";
            case String other -> other;
        };
    }
}
