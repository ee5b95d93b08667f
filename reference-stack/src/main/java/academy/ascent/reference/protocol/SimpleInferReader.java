package academy.ascent.reference.protocol;

import academy.ascent.reference.protocol.SimpleJson.NotSimple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the usual form of an inference request faster than the complete parser does: plain names, numbers, shape
 * and datatype before the data. Whatever else it meets, right or wrong, it leaves to {@link InferRequestReader}, which
 * alone says what is wrong with a request; where it does read one, both agree.
 */
final class SimpleInferReader {
    /** Of inputs, and of outputs: their names are compared one by one. */
    private static final int MOST_TENSORS = 64;

    private static final int MOST_PARAMETERS = 16;

    private final SimpleJson json;
    private final SimpleNumber number;
    private final int length;
    private final BinarySection binary;

    private SimpleInferReader(byte[] body, int jsonLength) {
        this.json = new SimpleJson(body, jsonLength);
        this.number = new SimpleNumber(json);
        this.length = jsonLength;
        this.binary = new BinarySection(body, jsonLength);
    }

    /** The request, or nothing if it is not of the usual form. */
    static Optional<InferRequest> read(byte[] body, int jsonLength) {
        try {
            return Optional.of(new SimpleInferReader(body, jsonLength).request());
        } catch (NotSimple | RejectedRequest _) {
            return Optional.empty();
        }
    }

    private InferRequest request() throws NotSimple {
        String id = null;
        List<Tensor> inputs = null;
        Map<String, Object> parameters = null;
        List<RequestedOutput> outputs = null;
        json.expect('{');
        do {
            switch (json.key()) {
                case "id" -> id = once(id, json.text());
                case "inputs" -> inputs = once(inputs, inputs());
                case "parameters" -> parameters = once(parameters, parameters());
                case "outputs" -> outputs = once(outputs, outputs());
                default -> throw SimpleJson.notSimple();
            }
        } while (json.more('}'));
        json.expectEnd();
        binary.requireEnd();
        if (inputs == null) {
            throw SimpleJson.notSimple();
        }
        return new InferRequest(
                id, parameters == null ? Map.of() : parameters, inputs, outputs == null ? List.of() : outputs);
    }

    private static <T> T once(@Nullable T before, T now) throws NotSimple {
        if (before != null) {
            throw SimpleJson.notSimple();
        }
        return now;
    }

    private List<Tensor> inputs() throws NotSimple {
        List<Tensor> inputs = new ArrayList<>();
        json.expect('[');
        do {
            Tensor input = input();
            for (Tensor other : inputs) {
                if (other.name().equals(input.name())) {
                    throw SimpleJson.notSimple();
                }
            }
            inputs.add(input);
            if (inputs.size() > MOST_TENSORS) {
                throw SimpleJson.notSimple();
            }
        } while (json.more(']'));
        return inputs;
    }

    private Tensor input() throws NotSimple {
        String name = null;
        Datatype datatype = null;
        long[] shape = null;
        Elements elements = null;
        int binarySize = -1;
        json.expect('{');
        do {
            switch (json.key()) {
                case "name" -> name = once(name, json.text());
                case "datatype" ->
                    datatype = once(datatype, Datatype.named(json.text()).orElseThrow(SimpleJson::notSimple));
                case "shape" -> shape = once(shape, shape());
                case "data" -> elements = once(elements, data(datatype, shape));
                case "parameters" -> binarySize = binarySize(binarySize);
                default -> throw SimpleJson.notSimple();
            }
        } while (json.more('}'));
        if (name == null || datatype == null || shape == null || (elements == null) == (binarySize < 0)) {
            throw SimpleJson.notSimple();
        }
        if (elements == null) {
            elements = RawTensors.read("", datatype, shape, binary.take("", binarySize));
        }
        return new Tensor(name, datatype, shape, elements);
    }

    private int binarySize(int before) throws NotSimple {
        json.expect('{');
        if (before >= 0 || !json.key().equals(TensorReader.BINARY_SIZE)) {
            throw SimpleJson.notSimple();
        }
        int size = json.size();
        json.expect('}');
        return size;
    }

    private long[] shape() throws NotSimple {
        json.expect('[');
        long first = json.size();
        if (!json.more(']')) {
            return new long[] {first};
        }
        long second = json.size();
        if (!json.more(']')) {
            return new long[] {first, second};
        }
        throw SimpleJson.notSimple();
    }

    private Elements data(@Nullable Datatype datatype, long @Nullable [] shape) throws NotSimple {
        if (datatype == null || shape == null) {
            throw SimpleJson.notSimple();
        }
        long count = shape.length == 1 ? shape[0] : shape[0] * shape[1];
        if (count < 1 || count > length) {
            throw SimpleJson.notSimple();
        }
        json.expect('[');
        boolean nested = shape.length == 2 && json.peek() == '[';
        int width = nested ? (int) shape[1] : (int) count;
        Elements elements = switch (datatype) {
            case FP32 -> new Elements.Floats(new float[(int) count]);
            case FP64 -> new Elements.Doubles(new double[(int) count]);
            case INT64 -> new Elements.Longs(new long[(int) count]);
            default -> throw SimpleJson.notSimple();
        };
        for (int start = 0; start < count; start += width) {
            if (nested) {
                json.expect('[');
            }
            boolean more = row(elements, start, start + width);
            if (more || nested && json.more(']') != start + width < count) {
                throw SimpleJson.notSimple();
            }
        }
        return elements;
    }

    /** Reads the elements from {@code start} to {@code end}; whether there are more after them. */
    private boolean row(Elements elements, int start, int end) throws NotSimple {
        boolean more = true;
        for (int i = start; i < end; i++) {
            if (!more) {
                throw SimpleJson.notSimple();
            }
            switch (elements) {
                case Elements.Floats(float[] values) -> values[i] = number.nextFloat();
                case Elements.Doubles(double[] values) -> values[i] = number.nextDouble();
                case Elements.Longs(long[] values) -> values[i] = number.nextLong();
                default -> throw SimpleJson.notSimple();
            }
            more = json.more(']');
        }
        return more;
    }

    private List<RequestedOutput> outputs() throws NotSimple {
        List<RequestedOutput> outputs = new ArrayList<>();
        json.expect('[');
        if (json.skip(']')) {
            return outputs;
        }
        do {
            RequestedOutput output = output();
            for (RequestedOutput other : outputs) {
                if (other.name().equals(output.name())) {
                    throw SimpleJson.notSimple();
                }
            }
            outputs.add(output);
            if (outputs.size() > MOST_TENSORS) {
                throw SimpleJson.notSimple();
            }
        } while (json.more(']'));
        return outputs;
    }

    private RequestedOutput output() throws NotSimple {
        String name = null;
        Map<String, Object> parameters = null;
        json.expect('{');
        do {
            switch (json.key()) {
                case "name" -> name = once(name, json.text());
                case "parameters" -> parameters = once(parameters, parameters());
                default -> throw SimpleJson.notSimple();
            }
        } while (json.more('}'));
        if (name == null) {
            throw SimpleJson.notSimple();
        }
        return new RequestedOutput(name, parameters == null ? Map.of() : parameters);
    }

    /** Texts and truth values whose keys have no meaning to the server, and truth values where it wants these. */
    private Map<String, Object> parameters() throws NotSimple {
        Map<String, Object> parameters = new HashMap<>();
        json.expect('{');
        if (json.skip('}')) {
            return parameters;
        }
        do {
            String key = json.key();
            boolean text = json.peek() == '"';
            if (key.startsWith("classification") || key.startsWith("shared_") || text && key.startsWith("binary_")) {
                throw SimpleJson.notSimple();
            }
            if (parameters.put(key, text ? json.text() : json.truth()) != null || parameters.size() > MOST_PARAMETERS) {
                throw SimpleJson.notSimple();
            }
        } while (json.more('}'));
        return parameters;
    }
}
