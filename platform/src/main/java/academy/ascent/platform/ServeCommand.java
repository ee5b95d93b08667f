package academy.ascent.platform;

import academy.ascent.platform.database.StateFolder;
import io.micronaut.http.server.exceptions.ServerStartupException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the platform until it is told to stop. */
@Command(name = "serve", description = "Runs the platform on loopback.", mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
    @Mixin
    private final Place place = new Place();

    @Option(
            names = "--port",
            description = "The port on loopback (0 takes a free one).",
            defaultValue = "${env:ASCENT_PORT:-8080}")
    private int port;

    @Override
    public Integer call() throws InterruptedException {
        var began = startOfProcess();
        var settings = place.settings(port == 0 ? Ports.free() : port);
        var state = StateFolder.take(settings.state());
        if (state.isEmpty()) {
            System.out.println(StateFolder.holder(settings.state())
                    .map(holder -> "Ascent runs already: " + holder.substring(holder.indexOf(' ') + 1))
                    .orElse("Ascent is being started by another process."));
            return 0;
        }
        Ports.refuseTaken(settings.port());
        var stopping = new CountDownLatch(1);
        var closed = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            stopping.countDown();
            await(closed);
        }));
        var standIn = PaymentStandIn.start(settings, state.get());
        try (var platform = start(
                standIn.map(payment -> settings.with(payment.properties())).orElse(settings), state.get())) {
            var address = platform.serve();
            state.get().announce(address.toString());
            System.out.printf(
                    "Ascent is up after %.1f s: %s%n",
                    Duration.between(began, Instant.now()).toMillis() / 1000.0, address);
            stopping.await();
        } finally {
            standIn.ifPresent(PaymentStandIn::close);
            closed.countDown();
        }
        return 0;
    }

    private static Platform start(academy.ascent.platform.config.Settings settings, StateFolder state) {
        try {
            return Platform.start(settings, state);
        } catch (ServerStartupException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /** The JVM ends when its shutdown hooks do: wait until the database was stopped. */
    private static void await(CountDownLatch closed) {
        try {
            if (!closed.await(30, TimeUnit.SECONDS)) {
                System.err.println("ascent: the platform did not stop within 30 s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Instant startOfProcess() {
        return ProcessHandle.current().info().startInstant().orElseGet(Instant::now);
    }
}
