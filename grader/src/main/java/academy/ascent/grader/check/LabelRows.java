package academy.ascent.grader.check;

import academy.ascent.grader.feast.CsvTable;
import academy.ascent.grader.feast.SourceRows;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the label that each row of a training set belongs to. */
record LabelRows(FeaturesSettings settings, List<ViewJudge> judges, Faults faults) {

    /** A label by its keys and its time. */
    private record Label(String keys, Instant time) {}

    /**
     * Compares which rows there are.
     *
     * @return the time of the label of each row of the training set
     */
    List<Instant> match(CsvTable labels, List<Instant> asked, CsvTable training, List<Instant> held) {
        Map<Label, Integer> open = new HashMap<>();
        for (int i = 0; i < asked.size(); i++) {
            open.merge(new Label(keys(labels, labels.rows().get(i)), asked.get(i)), 1, Integer::sum);
        }
        Optional<Duration> zone = zone(open, training, held);
        zone.ifPresent(shift -> faults.add(
                training.path(),
                training.rows().getFirst().line(),
                "every row: " + settings.time() + " lies " + Words.age(shift.abs())
                        + (shift.isNegative() ? " after" : " before") + " the time of its label in " + labels.path()
                        + ": a time zone. A time without a zone is in UTC; write the zone with every time."));
        List<Instant> meant =
                held.stream().map(time -> time.plus(zone.orElse(Duration.ZERO))).toList();
        strangers(open, labels, training, meant);
        absent(open, labels, asked, training);
        return meant;
    }

    /** What must be added to every time, where one zone explains that none fits. */
    private Optional<Duration> zone(Map<Label, Integer> labels, CsvTable training, List<Instant> held) {
        if (fits(labels, training, held, Duration.ZERO)) {
            return Optional.empty();
        }
        return Suspicion.zones().stream()
                .filter(shift -> fits(labels, training, held, shift))
                .findFirst();
    }

    private boolean fits(Map<Label, Integer> labels, CsvTable training, List<Instant> held, Duration shift) {
        for (int i = 0; i < held.size(); i++) {
            Label label = new Label(
                    keys(training, training.rows().get(i)), held.get(i).plus(shift));
            if (!labels.containsKey(label)) {
                return false;
            }
        }
        return true;
    }

    private void strangers(Map<Label, Integer> open, CsvTable labels, CsvTable training, List<Instant> meant) {
        int first = -1;
        int count = 0;
        for (int i = 0; i < meant.size(); i++) {
            Label label = new Label(keys(training, training.rows().get(i)), meant.get(i));
            if (open.getOrDefault(label, 0) == 0) {
                first = first < 0 ? i : first;
                count++;
            }
            open.computeIfPresent(label, (_, left) -> Math.max(0, left - 1));
        }
        if (count > 0) {
            faults.add(
                    training.path(),
                    training.rows().get(first).line(),
                    Words.count(count) + " of " + Words.count(meant.size()) + " rows belong to no label of "
                            + labels.path() + ", or stand more often than it; keep one row for each label.");
        }
    }

    /** Feast's file store drops a label whose key has rows, none of which counts; that is no fault unless asked. */
    private void absent(Map<Label, Integer> open, CsvTable labels, List<Instant> asked, CsvTable training) {
        int first = -1;
        int count = 0;
        for (int i = 0; i < asked.size(); i++) {
            CsvTable.Row row = labels.rows().get(i);
            Label label = new Label(keys(labels, row), asked.get(i));
            if (open.getOrDefault(label, 0) > 0 && (settings.everyRow() || !mayBeDropped(labels, row, asked.get(i)))) {
                first = first < 0 ? i : first;
                count++;
            }
        }
        if (count > 0) {
            faults.add(
                    labels.path(),
                    labels.rows().get(first).line(),
                    Words.count(count) + " of " + Words.count(asked.size()) + " labels are not in " + training.path()
                            + "; keep them" + (settings.everyRow() ? ", be their features empty." : "."));
        }
    }

    private boolean mayBeDropped(CsvTable labels, CsvTable.Row row, Instant time) {
        return judges.stream().anyMatch(judge -> judge.isEmpty(SourceRows.key(judge.view(), labels, row, false), time));
    }

    private String keys(CsvTable table, CsvTable.Row row) {
        StringBuilder keys = new StringBuilder();
        judges.forEach(judge -> keys.append(SourceRows.key(judge.view(), table, row, false)));
        return keys.toString();
    }
}
