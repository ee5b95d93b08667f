package academy.ascent.reference.protocol;

import java.util.List;

/**
 * What a model says about one of its tensors.
 *
 * @param shape sizes of the dimensions, −1 where any size goes
 * @param columns the names under which the tensor's columns may be sent one by one; empty where they may not
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares these
public record TensorMetadata(String name, Datatype datatype, long[] shape, List<String> columns) {}
