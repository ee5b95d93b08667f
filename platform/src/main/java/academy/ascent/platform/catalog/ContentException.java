package academy.ascent.platform.catalog;

/** Content that cannot be used; the message says where (file and line), what is wrong and what to do. */
public final class ContentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ContentException(String message) {
        super(message);
    }

    public ContentException(String message, Throwable cause) {
        super(message, cause);
    }
}
