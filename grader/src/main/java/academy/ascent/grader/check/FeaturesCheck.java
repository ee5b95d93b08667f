package academy.ascent.grader.check;

import academy.ascent.grader.feast.Cells;
import academy.ascent.grader.feast.CsvTable;
import academy.ascent.grader.feast.FeastRegistry;
import academy.ascent.grader.feast.FeatureView;
import academy.ascent.grader.feast.SourceRows;
import academy.ascent.grader.lab.CheckSpec;
import academy.ascent.grader.lab.Settings;
import academy.ascent.grader.submission.Workspace;
import academy.ascent.grader.verdict.CheckResult.Ground;
import academy.ascent.grader.verdict.Measurement;
import academy.ascent.grader.verdict.Measurement.Relation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code features}: a training set, and values that were served, hold what the views of a Feast repository give at each
 * row's time. The registry and the tables are read and joined here anew; none of the submission's code runs.
 */
public final class FeaturesCheck implements StaticCheck {

    @Override
    public String kind() {
        return "features";
    }

    @Override
    public void validate(Settings with) {
        FeaturesSettings.read(with);
    }

    @Override
    public Finding run(CheckSpec spec, Stage stage) {
        return judge(FeaturesSettings.read(spec.with()), stage.workspace());
    }

    static Finding judge(FeaturesSettings settings, Workspace workspace) {
        return new Judging(settings, workspace).finding();
    }

    private static final class Judging {
        private final FeaturesSettings settings;
        private final Workspace workspace;
        private final Faults faults = new Faults();
        private final List<ViewJudge> judges = new ArrayList<>();
        private long compared;
        private long differing;

        Judging(FeaturesSettings settings, Workspace workspace) {
            this.settings = settings;
            this.workspace = workspace;
        }

        Finding finding() {
            faults.take(FeastRegistry.read(workspace, settings.registry())).ifPresent(this::declared);
            if (judges.size() == settings.views().size()) {
                training();
                settings.online().ifPresent(this::online);
            }
            return faults.finding(
                    Ground.STATIC,
                    settings.words(),
                    Words.count(compared) + " values are right at their time",
                    List.of(
                            Measurement.plain("values compared", compared, "values"),
                            new Measurement(
                                    "values that differ", differing, "values", null, null, 0.0, Relation.AT_MOST)));
        }

        private void declared(FeastRegistry registry) {
            registry.faults().forEach(faults::add);
            for (FeaturesSettings.View asked : settings.views()) {
                Optional<FeatureView> view = registry.view(asked.name());
                if (view.isEmpty()) {
                    faults.add(
                            settings.registry(),
                            0,
                            "declares no view " + asked.name() + ", only "
                                    + Words.clip(String.join(", ", registry.names()), 200) + ".");
                } else if (isAsAsked(asked, view.get())) {
                    source(asked, view.get());
                }
            }
        }

        private boolean isAsAsked(FeaturesSettings.View asked, FeatureView view) {
            if (asked.ttl().isPresent() && !asked.ttl().get().equals(view.ttl())) {
                faults.add(
                        settings.registry(),
                        view.line(),
                        "view " + view.name() + " has a TTL of " + Words.age(view.ttl()) + "; "
                                + Words.age(asked.ttl().get()) + " is asked.");
            }
            for (String feature : asked.features()) {
                if (view.features().stream().noneMatch(column -> column.name().equals(feature))) {
                    faults.add(
                            settings.registry(),
                            view.line(),
                            "view " + view.name() + " declares no feature " + feature + ".");
                    return false;
                }
            }
            return true;
        }

        private void source(FeaturesSettings.View asked, FeatureView view) {
            faults.take(CsvTable.read(workspace, asked.source()))
                    .flatMap(table -> faults.take(SourceRows.read(view, table)))
                    .ifPresent(rows -> judges.add(new ViewJudge(settings, asked, view, rows)));
        }

        private void training() {
            Optional<CsvTable> labels = table(settings.labels());
            Optional<CsvTable> training = table(settings.training());
            if (labels.isEmpty() || training.isEmpty()) {
                return;
            }
            List<Instant> asked = times(labels.get());
            List<Instant> held = times(training.get());
            if (asked.size() == labels.get().rows().size()
                    && held.size() == training.get().rows().size()) {
                LabelRows rows = new LabelRows(settings, judges, faults);
                List<Instant> meant = rows.match(labels.get(), asked, training.get(), held);
                compare(training.get(), meant, false);
            }
        }

        private void online(String path) {
            table(path).ifPresent(table -> {
                List<Instant> times = times(table);
                if (times.size() == table.rows().size()) {
                    compare(table, times, true);
                }
            });
        }

        private void compare(CsvTable table, List<Instant> times, boolean online) {
            for (ViewJudge judge : judges) {
                ServedRows.read(table, times, judge.view(), judge.asked(), faults)
                        .ifPresent(served -> {
                            compared += (long) served.rows().size()
                                    * served.columns().size();
                            differing += judge.judge(served, online, faults);
                        });
            }
        }

        /** A table with a time and the keys of every view. */
        private Optional<CsvTable> table(String path) {
            return faults.take(CsvTable.read(workspace, path)).filter(table -> {
                List<String> columns = new ArrayList<>(List.of(settings.time()));
                judges.forEach(judge -> judge.view().keys().forEach(key -> columns.add(key.name())));
                for (String column : columns) {
                    if (table.column(column) < 0) {
                        faults.add(path, 1, "has no column " + column + ".");
                        return false;
                    }
                }
                if (table.rows().isEmpty()) {
                    faults.add(path, 1, "has no row below its header.");
                }
                return !table.rows().isEmpty();
            });
        }

        /** The times of a table's rows; fewer, and a fault, if one of them is none. */
        private List<Instant> times(CsvTable table) {
            List<Instant> times = new ArrayList<>();
            for (CsvTable.Row row : table.rows()) {
                String cell = row.cells().get(table.column(settings.time()));
                Optional<Instant> time = Cells.time(cell);
                if (time.isEmpty()) {
                    faults.add(
                            table.path(),
                            row.line(),
                            "has '" + Words.clip(cell, 40) + "' for " + settings.time()
                                    + "; write a time such as 2026-01-05T10:00:00Z.");
                    return times;
                }
                times.add(time.get());
            }
            return times;
        }
    }
}
