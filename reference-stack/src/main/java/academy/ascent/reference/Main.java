package academy.ascent.reference;

import academy.ascent.reference.compare.CompareCommand;
import academy.ascent.reference.config.InvalidConfig;
import academy.ascent.reference.http.PortUnavailable;
import academy.ascent.reference.inspect.InspectCommand;
import java.nio.file.Path;
import java.util.List;

/** The command line: {@code java -jar reference-stack.jar serve DIR}, or {@code compare} two CSV files, or {@code inspect} a
 * model. */
public final class Main {
    private static final int CANNOT_SERVE = 2;

    private Main() {}

    /** Serves until it is told to end; exits with 0 after draining, with 2 if it cannot serve. */
    public static void main(String[] arguments) throws InterruptedException {
        if (arguments.length > 0 && arguments[0].equals("compare")) {
            List<String> rest = List.of(arguments).subList(1, arguments.length);
            System.exit(CompareCommand.run(rest, System.out, System.err));
        }
        if (arguments.length > 0 && arguments[0].equals("inspect")) {
            NativeSettings.apply();
            List<String> rest = List.of(arguments).subList(1, arguments.length);
            System.exit(InspectCommand.run(rest, System.out, System.err));
        }
        if (arguments.length != 2 || !arguments[0].equals("serve")) {
            System.err.println("usage: java -jar reference-stack.jar serve DIR   (DIR holds serving.yaml)");
            System.err.println("       java -jar reference-stack.jar " + CompareCommand.USAGE);
            System.err.println("       java -jar reference-stack.jar " + InspectCommand.USAGE);
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
