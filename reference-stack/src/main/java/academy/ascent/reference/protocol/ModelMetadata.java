package academy.ascent.reference.protocol;

import java.util.List;

/** What a server says about one of its models. */
public record ModelMetadata(
        String name, String version, String platform, List<TensorMetadata> inputs, List<TensorMetadata> outputs) {}
