package academy.ascent.reference.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The registry of model versions.
 *
 * @param folder where its log is kept; it need not exist yet
 */
public record RegistryConfig(Path folder, List<StageGate> gates, List<DeclaredLineage> lineage, Source source) {
    /**
     * A gate before a stage.
     *
     * @param model none for every model
     */
    public record StageGate(Stage stage, Optional<String> model, GateConfig gate) {}

    /**
     * Where a version comes from, as far as it was told.
     *
     * @param trainingData a file that it was trained on, whose digest is recorded
     * @param run the training run's name elsewhere
     * @param parent the version that it was made from
     */
    public record DeclaredLineage(
            String model, String version, Optional<Path> trainingData, Optional<String> run, Optional<String> parent) {}

    /** The gates that a version of the model passes into the stage, in the file's order. */
    public List<GateConfig> gatesInto(Stage stage, String model) {
        return gates.stream()
                .filter(gate ->
                        gate.stage() == stage && gate.model().map(model::equals).orElse(true))
                .map(StageGate::gate)
                .toList();
    }
}
