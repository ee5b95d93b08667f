package academy.ascent.standins.demo;

/** Something did not hold; the message says what. */
final class DemoFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DemoFailure(String message) {
        super(message);
    }
}
