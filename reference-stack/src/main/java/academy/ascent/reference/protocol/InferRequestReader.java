package academy.ascent.reference.protocol;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads inference requests as HTTP carries them: JSON, whatever the order of its keys, and by the binary tensor data
 * extension raw tensors behind it. Keys that it does not know are passed over.
 */
public final class InferRequestReader {
    private static final int MOST_DIGITS = 9;
    private static final List<String> UNSERVED = List.of("classification", "shared_memory_region");

    private final byte[] body;
    private final int jsonLength;
    private final BinarySection binary;

    private InferRequestReader(byte[] body, int jsonLength) {
        this.body = body;
        this.jsonLength = jsonLength;
        this.binary = new BinarySection(body, jsonLength);
    }

    /**
     * The request that {@code body} holds.
     *
     * @param body JSON in UTF-8
     * @throws RejectedRequest if it is no inference request; the message says why and where
     */
    public static InferRequest read(byte[] body) {
        return read(body, body.length);
    }

    /**
     * The request that {@code body} holds, by the binary tensor data extension.
     *
     * @param headerLength the header {@code Inference-Header-Content-Length}: the number of bytes of JSON before the raw
     *     tensors; 0 for a body that is the raw bytes of the model's only input
     * @throws RejectedRequest if it is no inference request; the message says why and where
     */
    public static InferRequest read(byte[] body, String headerLength, Supplier<ModelMetadata> model) {
        int jsonLength = wholeNumber(headerLength);
        if (jsonLength < 0 || jsonLength > body.length) {
            throw new RejectedRequest(
                    "Inference-Header-Content-Length must be the length of the JSON, a whole number from 0 to "
                            + body.length + ", the length of the body");
        }
        return jsonLength == 0 ? RawRequest.read(body, model.get()) : read(body, jsonLength);
    }

    /** A number of at most nine digits; -1 if it is none. Every binary request comes here, so no regular expression. */
    private static int wholeNumber(String text) {
        boolean digits = !text.isEmpty() && text.length() <= MOST_DIGITS;
        for (int i = 0; digits && i < text.length(); i++) {
            digits = text.charAt(i) >= '0' && text.charAt(i) <= '9';
        }
        return digits ? Integer.parseInt(text) : -1;
    }

    private static InferRequest read(byte[] body, int jsonLength) {
        return SimpleInferReader.read(body, jsonLength).orElseGet(() -> readCompletely(body, jsonLength));
    }

    /** The same without the short way for usual requests. */
    static InferRequest readCompletely(byte[] body, int jsonLength) {
        try (JsonParser json = JsonText.FACTORY.createParser(body, 0, jsonLength)) {
            return new InferRequestReader(body, jsonLength).request(json);
        } catch (JsonProcessingException e) {
            throw malformed(e);
        } catch (IOException e) {
            throw new RejectedRequest("malformed JSON: " + e.getMessage());
        }
    }

    private static RejectedRequest malformed(JsonProcessingException e) {
        JsonLocation place = e.getLocation();
        if (place == null) {
            return new RejectedRequest("JSON beyond this server's bounds: " + e.getOriginalMessage());
        }
        return new RejectedRequest("malformed JSON at line " + place.getLineNr() + ", column " + place.getColumnNr()
                + ": " + e.getOriginalMessage());
    }

    private InferRequest request(JsonParser json) throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw new RejectedRequest("the body must be a JSON object with \"inputs\"");
        }
        String id = null;
        List<Tensor> inputs = null;
        List<RequestedOutput> outputs = null;
        Map<String, Object> parameters = Map.of();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String key = json.currentName();
            JsonToken value = json.nextToken();
            switch (key) {
                case "id" -> id = value == JsonToken.VALUE_NULL ? null : JsonText.text(json, "\"id\"");
                case "parameters" -> parameters = Parameters.read(json, "parameters");
                case "inputs" -> inputs = inputs(json, inputs);
                case "outputs" -> outputs = outputs(json, outputs);
                default -> json.skipChildren();
            }
        }
        if (json.nextToken() != null) {
            throw new RejectedRequest("the body goes on after the end of its JSON object");
        }
        if (inputs == null || inputs.isEmpty()) {
            throw new RejectedRequest("the request has no \"inputs\"");
        }
        binary.requireEnd();
        Parameters.requireTruth(parameters, BinaryAnswers.ALL_OUTPUTS, "parameters");
        return new InferRequest(id, parameters, inputs, outputs == null ? List.of() : outputs);
    }

    private List<Tensor> inputs(JsonParser json, @Nullable List<Tensor> before) throws IOException {
        if (before != null) {
            throw new RejectedRequest("the request has \"inputs\" twice");
        }
        requireArray(json, "\"inputs\"");
        List<Tensor> inputs = new ArrayList<>();
        Set<String> names = new HashSet<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            Tensor tensor = new TensorReader(body, jsonLength, binary, "inputs[" + inputs.size() + "]").read(json);
            if (!names.add(tensor.name())) {
                throw new RejectedRequest("the request has the input \"" + tensor.name() + "\" twice");
            }
            inputs.add(tensor);
        }
        return inputs;
    }

    private static List<RequestedOutput> outputs(JsonParser json, @Nullable List<RequestedOutput> before)
            throws IOException {
        if (before != null) {
            throw new RejectedRequest("the request has \"outputs\" twice");
        }
        requireArray(json, "\"outputs\"");
        List<RequestedOutput> outputs = new ArrayList<>();
        Set<String> names = new HashSet<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            RequestedOutput output = output(json, "outputs[" + outputs.size() + "]");
            if (!names.add(output.name())) {
                throw new RejectedRequest("the request has the output \"" + output.name() + "\" twice");
            }
            outputs.add(output);
        }
        return outputs;
    }

    private static RequestedOutput output(JsonParser json, String where) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw new RejectedRequest(where + " must be an object with \"name\"");
        }
        String name = null;
        Map<String, Object> parameters = Map.of();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String key = json.currentName();
            json.nextToken();
            switch (key) {
                case "name" -> name = JsonText.text(json, where + ".name");
                case "parameters" -> parameters = Parameters.read(json, where + ".parameters");
                default -> json.skipChildren();
            }
        }
        if (name == null) {
            throw new RejectedRequest(where + " has no \"name\"");
        }
        Parameters.requireTruth(parameters, BinaryAnswers.ONE_OUTPUT, where + ".parameters");
        for (String key : UNSERVED) {
            if (parameters.containsKey(key)) {
                throw new RejectedRequest(where + ".parameters." + key + ": this server does not have that extension");
            }
        }
        return new RequestedOutput(name, parameters);
    }

    private static void requireArray(JsonParser json, String what) {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw new RejectedRequest(what + " must be an array");
        }
    }
}
