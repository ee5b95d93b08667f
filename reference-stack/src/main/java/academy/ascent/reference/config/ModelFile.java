package academy.ascent.reference.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The ONNX file that a model's {@code path} leads to, by itself or in an MLflow model folder.
 *
 * @param columns the columns by MLflow's signature; empty where there are none
 */
record ModelFile(Path file, List<String> columns) {
    /** The file that the section's {@code path} names, which lies inside the folder. */
    static ModelFile in(Path folder, Section section) {
        Path root = folder.toAbsolutePath().normalize();
        Path path = inside(root, root, section.requiredText("path"), section);
        if (!Files.isDirectory(path)) {
            return new ModelFile(path, List.of());
        }
        if (!Files.isRegularFile(path.resolve(MlflowModel.NAME))) {
            throw section.fault(
                    "path",
                    "path \"" + root.relativize(path) + "\" is a folder without the file " + MlflowModel.NAME
                            + "; name an ONNX file or an MLflow model folder");
        }
        inside(root, path, MlflowModel.NAME, section);
        MlflowModel model = MlflowModel.read(path);
        Path file = inside(path, path, model.file(), section);
        if (!Files.isRegularFile(file)) {
            throw section.fault(
                    "path", "\"" + root.relativize(file) + "\" is no file; log the model with MLflow again");
        }
        return new ModelFile(file, model.columns());
    }

    private static Path inside(Path root, Path start, String path, Section section) {
        return ServedFile.inside(root, start, path, section, "path", "model");
    }
}
