package academy.ascent.standins;

import academy.ascent.standins.demo.DemoCommand;
import academy.ascent.standins.stripe.StripeOptions;
import academy.ascent.standins.stripe.StripeStandIn;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;

/** Starts one stand-in: {@code java -jar stand-ins.jar stripe …}. */
final class Main {

    private Main() {}

    public static void main(String[] args) throws InterruptedException {
        if (System.getenv("ASCENT_END_WITH_INPUT") != null) {
            Thread.ofPlatform().daemon().start(Main::endWithInput);
        }
        if (args.length == 1 && args[0].equals("demo")) {
            System.exit(DemoCommand.run(
                    Path.of(System.getenv().getOrDefault("ASCENT_HOME", ".")).toAbsolutePath()));
        }
        if (args.length == 0 || !args[0].equals("stripe")) {
            refuse("Say which stand-in to start: stripe, or demo.\n" + StripeOptions.USAGE);
        }
        try {
            var options = StripeOptions.parse(Arrays.asList(args).subList(1, args.length), System.getenv());
            var standIn = StripeStandIn.start(options);
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(standIn::close));
            System.out.println(
                    "Stand-in for Stripe on " + standIn.address() + " (test only: no money moves, loopback only)");
            Thread.currentThread().join();
        } catch (IllegalArgumentException wrong) {
            refuse(wrong.getMessage() + "\n" + StripeOptions.USAGE);
        } catch (IOException broken) {
            refuse("The stand-in for Stripe cannot start: " + broken.getMessage());
        }
    }

    /** Whoever started us holds our standard input open; it ends when they do, however they die. */
    private static void endWithInput() {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // A broken pipe means the same as its end.
        }
        System.exit(0);
    }

    private static void refuse(String message) {
        System.err.println(message);
        System.exit(2);
    }
}
