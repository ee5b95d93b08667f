package academy.ascent.reference.drift;

import academy.ascent.reference.config.DriftConfig;
import academy.ascent.reference.config.InvalidConfig;
import academy.ascent.reference.protocol.Datatype;
import academy.ascent.reference.protocol.ModelMetadata;
import academy.ascent.reference.protocol.TensorMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.LongStream;

/** What a monitor rests upon beside its configuration: while it stays the same, so may the monitor. */
record Watched(List<Tensor> inputs, List<Tensor> outputs, FileTime changed, long bytes) {
    static Watched of(DriftConfig config, ModelMetadata model) {
        try {
            return new Watched(
                    model.inputs().stream().map(Tensor::of).toList(),
                    model.outputs().stream().map(Tensor::of).toList(),
                    Files.getLastModifiedTime(config.reference()),
                    Files.size(config.reference()));
        } catch (IOException e) {
            throw InvalidConfig.in(config.reference(), "cannot be read (" + e.getMessage() + ")");
        }
    }

    /** A tensor's metadata in a form that compares by value. */
    record Tensor(String name, Datatype datatype, List<Long> shape, List<String> columns) {
        static Tensor of(TensorMetadata tensor) {
            return new Tensor(
                    tensor.name(),
                    tensor.datatype(),
                    LongStream.of(tensor.shape()).boxed().toList(),
                    tensor.columns());
        }
    }
}
