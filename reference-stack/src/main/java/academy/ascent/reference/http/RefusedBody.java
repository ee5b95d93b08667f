package academy.ascent.reference.http;

import io.netty.handler.codec.http.HttpResponseStatus;

/** A request's body is refused for what HTTP says of it, before anybody reads what it holds. */
final class RefusedBody extends RuntimeException {
    private final transient HttpResponseStatus status;

    RefusedBody(HttpResponseStatus status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    static RefusedBody tooGreat(int bytes) {
        return new RefusedBody(
                HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE,
                "the request body is greater than " + bytes + " bytes; send fewer rows at a time");
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }

    HttpResponseStatus status() {
        return status;
    }
}
