package academy.ascent.grader.mlflow;

import academy.ascent.grader.submission.Fault;
import academy.ascent.grader.submission.Reading;
import academy.ascent.grader.submission.Value;
import academy.ascent.grader.submission.Workspace;
import academy.ascent.grader.submission.YamlText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A folder of runs as MLflow's file store lays it out: {@code EXPERIMENT/RUN/{meta.yaml,params,metrics,tags,artifacts}}.
 *
 * @param runs of the experiments that were asked for
 * @param faults what cannot be read
 */
public record MlflowStore(List<MlflowRun> runs, List<Fault> faults) {
    private static final int MOST_RUNS = 500;
    private static final String META = "/meta.yaml";

    public MlflowStore {
        runs = List.copyOf(runs);
        faults = List.copyOf(faults);
    }

    /**
     * Reads the runs of one experiment, or of all.
     *
     * @param folder of the store, in the workspace
     * @param experiment its name; empty for all
     */
    public static MlflowStore read(Workspace workspace, String folder, Optional<String> experiment) {
        Reader reader = new Reader(workspace, folder);
        reader.read(experiment);
        return new MlflowStore(reader.runs, reader.faults);
    }

    private static final class Reader {
        private final Workspace workspace;
        private final String folder;
        private final List<String> files;
        private final List<MlflowRun> runs = new ArrayList<>();
        private final List<Fault> faults = new ArrayList<>();
        private final Map<String, List<String>> models = new LinkedHashMap<>();

        Reader(Workspace workspace, String folder) {
            this.workspace = workspace;
            this.folder = folder;
            this.files = workspace.listing().files().keySet().stream()
                    .filter(file -> file.startsWith(folder + "/"))
                    .toList();
        }

        void read(Optional<String> experiment) {
            List<String> experiments = files.stream()
                    .filter(file -> depth(file) == 2 && file.endsWith(META))
                    .filter(file -> experiment.isEmpty() || isNamed(file, experiment.get()))
                    .map(Reader::parent)
                    .toList();
            if (experiments.isEmpty()) {
                faults.add(new Fault(
                        folder,
                        0,
                        "holds no experiment"
                                + experiment.map(name -> " named " + name).orElse("")
                                + " of MLflow's file store; log the runs there."));
            }
            experiments.forEach(this::findModels);
            for (String file : files) {
                boolean isRun = depth(file) == 3
                        && file.endsWith(META)
                        && experiments.contains(parent(parent(file)))
                        && !parent(parent(file)).isEmpty();
                if (isRun && runs.size() < MOST_RUNS) {
                    document(file)
                            .ifPresent(meta -> runs.add(new MlflowRun(
                                    workspace,
                                    parent(file),
                                    meta,
                                    models.getOrDefault(name(parent(file)), List.of()))));
                } else if (isRun) {
                    faults.add(new Fault(folder, 0, "holds more than " + MOST_RUNS + " runs; hand in fewer."));
                    return;
                }
            }
        }

        /** A model lies in its run's artifacts, or beside the runs and names its run. */
        private void findModels(String experiment) {
            int looked = 0;
            for (String file : files) {
                if (!file.startsWith(experiment + "/") || !file.endsWith("/MLmodel") || ++looked > MOST_RUNS) {
                    continue;
                }
                String[] below = file.substring(experiment.length() + 1).split("/");
                String run = below[0].equals("models")
                        ? document(file)
                                .map(model -> model.get("run_id").words())
                                .orElse("")
                        : below[0];
                models.computeIfAbsent(run, _ -> new ArrayList<>()).add(parent(file));
            }
        }

        private boolean isNamed(String file, String name) {
            return document(file)
                    .filter(meta -> meta.get("name").words().equals(name))
                    .isPresent();
        }

        private Optional<Value> document(String file) {
            return switch (YamlText.document(workspace, file)) {
                case Reading.Read<Value> read -> Optional.of(read.value());
                case Reading.Unusable<Value> unusable -> {
                    faults.add(unusable.fault());
                    yield Optional.empty();
                }
            };
        }

        /** How many folders and files a path has below the store's. */
        private int depth(String file) {
            return file.substring(folder.length() + 1).split("/").length;
        }

        private static String parent(String path) {
            int slash = path.lastIndexOf('/');
            return slash < 0 ? "" : path.substring(0, slash);
        }

        private static String name(String path) {
            return path.substring(path.lastIndexOf('/') + 1);
        }
    }
}
