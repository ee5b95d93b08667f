package academy.ascent.benchmarks.grading;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every grading so far, those of an earlier run that is continued among them. */
final class Tally {
    private final Map<Key, List<Graded>> graded = new LinkedHashMap<>();

    private record Key(Submission submission, Neighbours neighbours, boolean isProtected) {}

    Tally(List<Cell> earlier) {
        earlier.forEach(cell -> each(new Key(cell.submission(), cell.neighbours(), cell.isProtected()))
                .addAll(cell.each()));
    }

    private List<Graded> each(Key key) {
        return graded.computeIfAbsent(key, _ -> new ArrayList<>());
    }

    int size() {
        return graded.values().stream().mapToInt(List::size).sum();
    }

    int count(Submission submission, Neighbours neighbours, boolean isProtected) {
        return graded.getOrDefault(new Key(submission, neighbours, isProtected), List.of())
                .size();
    }

    void add(Submission submission, Neighbours neighbours, boolean isProtected, Graded one) {
        each(new Key(submission, neighbours, isProtected)).add(one);
    }

    List<Cell> cells() {
        return graded.entrySet().stream()
                .map(entry -> {
                    Key key = entry.getKey();
                    return Cell.of(
                            key.submission, key.neighbours, key.isProtected, entry.getValue(), Verdicts.TARGET_MILLIS);
                })
                .toList();
    }
}
