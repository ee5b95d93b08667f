package academy.ascent.reference.grpc;

import academy.ascent.reference.grpc.wire.InferParameter;
import academy.ascent.reference.protocol.RejectedRequest;
import java.util.HashMap;
import java.util.Map;

/** Parameters of requests, tensors and answers, as messages and as plain values. */
final class ParameterMessages {
    private static final int MOST = 64;

    private ParameterMessages() {}

    /** The values: text, {@link Long}, {@link Double} and truth values; a parameter without a value is passed over. */
    static Map<String, Object> read(Map<String, InferParameter> messages, String where) {
        if (messages.isEmpty()) {
            return Map.of();
        }
        if (messages.size() > MOST) {
            throw new RejectedRequest(where + " has more than " + MOST + " entries");
        }
        Map<String, Object> parameters = new HashMap<>();
        messages.forEach((key, message) -> {
            switch (message.getParameterChoiceCase()) {
                case BOOL_PARAM -> parameters.put(key, message.getBoolParam());
                case INT64_PARAM -> parameters.put(key, message.getInt64Param());
                case STRING_PARAM -> parameters.put(key, message.getStringParam());
                case DOUBLE_PARAM -> parameters.put(key, message.getDoubleParam());
                case UINT64_PARAM -> parameters.put(key, signed(message.getUint64Param(), where + "." + key));
                case PARAMETERCHOICE_NOT_SET -> {}
            }
        });
        return parameters;
    }

    private static long signed(long unsigned, String where) {
        if (unsigned < 0) {
            throw new RejectedRequest(where + " is " + Long.toUnsignedString(unsigned)
                    + ", which is greater than 9223372036854775807, the greatest that this server takes");
        }
        return unsigned;
    }

    /** The messages of the values. */
    static Map<String, InferParameter> messages(Map<String, Object> parameters) {
        Map<String, InferParameter> messages = new HashMap<>();
        parameters.forEach((key, value) -> messages.put(key, message(value)));
        return messages;
    }

    private static InferParameter message(Object value) {
        InferParameter.Builder message = InferParameter.newBuilder();
        return switch (value) {
            case Boolean truth -> message.setBoolParam(truth).build();
            case Long number -> message.setInt64Param(number).build();
            case Double number -> message.setDoubleParam(number).build();
            case Object text -> message.setStringParam(text.toString()).build();
        };
    }
}
