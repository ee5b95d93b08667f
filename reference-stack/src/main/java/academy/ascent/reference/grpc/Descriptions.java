package academy.ascent.reference.grpc;

import academy.ascent.reference.grpc.wire.ModelMetadataResponse;
import academy.ascent.reference.grpc.wire.RepositoryIndexResponse;
import academy.ascent.reference.protocol.ModelMetadata;
import academy.ascent.reference.protocol.ModelRepository.ModelState;
import academy.ascent.reference.protocol.TensorMetadata;
import com.google.common.primitives.Longs;
import java.util.List;

/** Messages that say what models there are. */
final class Descriptions {
    private Descriptions() {}

    static ModelMetadataResponse of(ModelMetadata model) {
        return ModelMetadataResponse.newBuilder()
                .setName(model.name())
                .addAllVersions(model.versions())
                .setPlatform(model.platform())
                .addAllInputs(tensors(model.inputs()))
                .addAllOutputs(tensors(model.outputs()))
                .build();
    }

    private static List<ModelMetadataResponse.TensorMetadata> tensors(List<TensorMetadata> tensors) {
        return tensors.stream()
                .map(tensor -> ModelMetadataResponse.TensorMetadata.newBuilder()
                        .setName(tensor.name())
                        .setDatatype(tensor.datatype().name())
                        .addAllShape(Longs.asList(tensor.shape()))
                        .build())
                .toList();
    }

    static RepositoryIndexResponse of(List<ModelState> models) {
        RepositoryIndexResponse.Builder index = RepositoryIndexResponse.newBuilder();
        for (ModelState model : models) {
            index.addModelsBuilder()
                    .setName(model.name())
                    .setVersion(model.version())
                    .setState(model.state())
                    .setReason(model.reason());
        }
        return index.build();
    }
}
