package academy.ascent.platform.web;

import io.micronaut.http.HttpStatus;

/** A request that cannot be answered; mapped in one place to a page for people and problem details for programs. */
public final class AscentException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final HttpStatus status;
    private final String code;
    private final String title;

    /**
     * @param code stable and machine-readable, for example {@code tier-not-open}
     * @param title what happened, in a few words
     * @param message what was wrong and what to do
     */
    public AscentException(HttpStatus status, String code, String title, String message) {
        super(message);
        this.status = status;
        this.code = code;
        this.title = title;
    }

    /** Nothing of that name, or nothing that this person may see. */
    public static AscentException notFound(String what) {
        return new AscentException(
                HttpStatus.NOT_FOUND, "not-found", "Not found", what + " does not exist, or is not yours to see.");
    }

    public static AscentException forbidden(String message) {
        return new AscentException(HttpStatus.FORBIDDEN, "forbidden", "Not allowed", message);
    }

    public static AscentException badRequest(String code, String message) {
        return new AscentException(HttpStatus.BAD_REQUEST, code, "That did not work", message);
    }

    public HttpStatus status() {
        return status;
    }

    public String code() {
        return code;
    }

    public String title() {
        return title;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
