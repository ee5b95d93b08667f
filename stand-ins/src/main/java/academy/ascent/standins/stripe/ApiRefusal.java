package academy.ascent.standins.stripe;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** A request that the API refuses, in the shape that Stripe documents under "Errors". */
final class ApiRefusal extends RuntimeException {

    private static final String INVALID_REQUEST = "invalid_request_error";

    private final int status;
    private final String type;
    private final @Nullable String code;
    private final @Nullable String param;

    private ApiRefusal(int status, String type, @Nullable String code, @Nullable String param, String message) {
        super(message, null, false, false);
        this.status = status;
        this.type = type;
        this.code = code;
        this.param = param;
    }

    static ApiRefusal unauthorized(String message) {
        return new ApiRefusal(401, INVALID_REQUEST, null, null, message);
    }

    static ApiRefusal invalid(String code, String param, String message) {
        return new ApiRefusal(400, INVALID_REQUEST, code, param, message);
    }

    static ApiRefusal invalid(String message) {
        return new ApiRefusal(400, INVALID_REQUEST, null, null, message);
    }

    static ApiRefusal missing(String object, String id) {
        String param = object.equals("checkout.session") ? "session" : "id";
        return new ApiRefusal(404, INVALID_REQUEST, "resource_missing", param, "No such " + object + ": '" + id + "'");
    }

    static ApiRefusal noRoute(String method, String path) {
        return new ApiRefusal(
                404, INVALID_REQUEST, null, null, "Unrecognized request URL (" + method + ": " + path + ").");
    }

    static ApiRefusal keyReused(String key) {
        return new ApiRefusal(
                400,
                "idempotency_error",
                null,
                null,
                "Keys for idempotent requests can only be used with the same parameters they were first used with. "
                        + "Try using a key other than '" + key + "' if you meant to execute a different request.");
    }

    static ApiRefusal tooLarge() {
        return new ApiRefusal(413, INVALID_REQUEST, null, null, "The request body is too large.");
    }

    int status() {
        return status;
    }

    ObjectNode body() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ObjectNode error = body.putObject("error");
        if (code != null) {
            error.put("code", code);
            error.put("doc_url", "https://stripe.com/docs/error-codes/" + code.replace('_', '-'));
        }
        error.put("message", getMessage());
        if (param != null) {
            error.put("param", param);
        }
        error.put("type", type);
        return body;
    }
}
