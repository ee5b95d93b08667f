package academy.ascent.platform.terminal;

import academy.ascent.platform.web.AscentException;
import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.Terminal;
import academy.ascent.sandbox.TerminalSize;
import io.micronaut.websocket.CloseReason;
import io.micronaut.websocket.WebSocketSession;
import io.micronaut.websocket.exceptions.WebSocketSessionException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One browser's connection to one terminal. A thread hands on what is typed, another what is shown; a browser that takes
 * nothing holds up the program that writes, and one that sends more than is read is cut off.
 */
final class TerminalLine {
    private static final Logger LOG = LoggerFactory.getLogger(TerminalLine.class);
    private static final Duration TAKEN_WITHIN = Duration.ofMinutes(1);
    private static final int MOST_WAITING = 1024;
    private static final byte[] NOTHING = {};

    private final WebSocketSession session;
    private final Terminals.Place place;
    private final Duration every;
    private final BlockingQueue<byte[]> typed = new ArrayBlockingQueue<>(MOST_WAITING);
    private volatile boolean over;
    private volatile @Nullable Terminal terminal;

    /**
     * @param every between two looks whether the person may still use it
     */
    TerminalLine(WebSocketSession session, Terminals.Place place, Duration every) {
        this.session = session;
        this.place = place;
        this.every = every;
    }

    /** Opens the terminal and serves it until it or the connection ends. */
    void serve(TerminalSize size) {
        // A browser keeps what is typed until it has heard something.
        send(Channel.OUTPUT.message(NOTHING, 0));
        try (var opened = place.open(size)) {
            terminal = opened;
            Thread.ofPlatform().daemon().name("terminal-screen").start(() -> show(opened));
            listen(opened);
        } catch (AscentException refused) {
            end(refused.getMessage());
        } catch (SandboxException refused) {
            end(refused.getMessage() + ".");
        } catch (InterruptedException stopped) {
            end("Ascent is being stopped.");
        } catch (RuntimeException | IOException broken) {
            LOG.error("A terminal broke", broken);
            end("Something broke on our side. Open it again.");
        }
    }

    private void listen(Terminal opened) throws InterruptedException, IOException {
        var used = false;
        var look = System.nanoTime() + every.toNanos();
        while (!over) {
            var left = look - System.nanoTime();
            if (left <= 0) {
                if (!mayStay(used)) {
                    end("You may not use this sandbox any more.");
                }
                // What stands between us and the browser may cut a connection on which nothing moves.
                send(Channel.OUTPUT.message(NOTHING, 0));
                used = false;
                look = System.nanoTime() + every.toNanos();
                continue;
            }
            var message = typed.poll(left, TimeUnit.NANOSECONDS);
            if (message != null) {
                take(opened, message);
                used |= Channel.INPUT.isOf(message);
            }
        }
    }

    /** While the database is gone nobody can be told apart: who was let in stays. */
    private boolean mayStay(boolean used) {
        try {
            return place.look(used);
        } catch (RuntimeException unknown) {
            LOG.warn("It cannot be told for now who may use a terminal", unknown);
            return true;
        }
    }

    private static void take(Terminal opened, byte[] message) throws IOException {
        if (Channel.INPUT.isOf(message)) {
            opened.keyboard().write(message, 1, message.length - 1);
        } else if (Channel.SIZE.isOf(message) && message.length == 5) {
            var size = ByteBuffer.wrap(message, 1, 4);
            opened.resize(Terminals.size(Short.toUnsignedInt(size.getShort()), Short.toUnsignedInt(size.getShort())));
        }
    }

    private void show(Terminal opened) {
        var chunk = new byte[8192];
        try {
            var screen = opened.screen();
            for (var read = screen.read(chunk); read >= 0 && !over; read = screen.read(chunk)) {
                send(Channel.OUTPUT.message(chunk, read));
            }
        } catch (IOException gone) {
            // Told like any other end.
        }
        end("The shell has ended.");
    }

    /** Takes a message of the browser; returns at once. */
    void receive(byte[] message) {
        if (!over && !typed.offer(message)) {
            end("More was sent than the shell reads.");
        }
    }

    private void send(byte[] message) {
        try {
            session.sendAsync(message).get(TAKEN_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException | WebSocketSessionException gone) {
            hangUp();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            hangUp();
        }
    }

    /** Tells the browser why it ends, once. */
    private void end(String why) {
        var words = why.getBytes(StandardCharsets.UTF_8);
        if (hangUp()) {
            try {
                session.sendAsync(Channel.END.message(words, words.length))
                        .whenComplete((_, _) -> session.close(CloseReason.NORMAL));
            } catch (WebSocketSessionException closed) {
                // The browser has gone first.
            }
        }
    }

    /** Ends the terminal; false if that was done before. */
    boolean hangUp() {
        synchronized (this) {
            if (over) {
                return false;
            }
            over = true;
        }
        // Whoever waits for what is typed finds the end.
        typed.clear();
        typed.offer(NOTHING);
        var opened = terminal;
        if (opened != null) {
            Thread.ofVirtual().name("terminal-close").start(opened::close);
        }
        return true;
    }
}
