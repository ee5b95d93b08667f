package academy.ascent.reference;

import academy.ascent.reference.config.InvalidConfig;
import academy.ascent.reference.http.PortUnavailable;
import java.nio.file.Path;

/** The command line: {@code java -jar reference-stack.jar serve DIR}. */
public final class Main {
    private static final int CANNOT_SERVE = 2;

    private Main() {}

    /** Serves until it is told to end; exits with 0 after draining, with 2 if it cannot serve. */
    public static void main(String[] arguments) throws InterruptedException {
        if (arguments.length != 2 || !arguments[0].equals("serve")) {
            System.err.println("usage: java -jar reference-stack.jar serve DIR   (DIR holds serving.yaml)");
            System.exit(CANNOT_SERVE);
        }
        NativeSettings.apply();
        try {
            Serving.start(Path.of(arguments[1]), Environment.read(System.getenv()))
                    .untilTold();
        } catch (InvalidConfig | PortUnavailable e) {
            System.err.println(e.getMessage());
            System.exit(CANNOT_SERVE);
        }
        System.exit(0);
    }
}
