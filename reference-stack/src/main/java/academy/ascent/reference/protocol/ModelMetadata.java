package academy.ascent.reference.protocol;

import java.util.List;

/**
 * What a server says about one of its models.
 *
 * @param versions those that are served, oldest first
 */
public record ModelMetadata(
        String name,
        List<String> versions,
        String platform,
        List<TensorMetadata> inputs,
        List<TensorMetadata> outputs) {}
