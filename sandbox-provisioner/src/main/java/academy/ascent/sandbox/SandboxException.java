package academy.ascent.sandbox;

/** Breakage of the place itself, never of what a learner handed in. */
public final class SandboxException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final Code code;

    /** What broke. */
    public enum Code {
        UNAVAILABLE,
        NAME_TAKEN,
        NOT_FOUND,
        BROKEN
    }

    public SandboxException(Code code, String message) {
        super(message);
        this.code = code;
    }

    public SandboxException(Code code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public Code code() {
        return code;
    }
}
