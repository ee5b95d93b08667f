package academy.ascent.platform.terminal;

import academy.ascent.platform.config.AscentConfig;
import academy.ascent.sandbox.Terminal;
import academy.ascent.sandbox.TerminalSize;
import io.micronaut.context.annotation.Property;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.websocket.CloseReason;
import io.micronaut.websocket.WebSocketSession;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** The terminals that browsers have open. */
@Singleton
public final class Terminals {
    /** Of what a browser sends, in bytes. */
    public static final int LONGEST_MESSAGE = 1 << 16;

    private static final String LINE = "line";
    private static final int MOST = 1_000;

    private final AscentConfig config;
    private final Duration every;

    /**
     * @param every between two looks whether a person may still use a terminal
     */
    Terminals(
            AscentConfig config, @Property(name = "ascent.terminals.look-every", defaultValue = "30s") Duration every) {
        this.config = config;
        this.every = every;
    }

    /** Where a terminal is opened, for one person. */
    public interface Place {
        /**
         * @throws academy.ascent.sandbox.SandboxException if there can be none; its message is for the person
         */
        Terminal open(TerminalSize size);

        /**
         * Called again and again while it is open.
         *
         * @param used whether something was typed since the last time
         * @return whether the person may still use it
         */
        boolean look(boolean used);
    }

    /** Begins to serve a connection; returns at once. */
    public void begin(WebSocketSession session, HttpRequest<?> request, Place place) {
        if (!isOurs(request)) {
            session.close(CloseReason.POLICY_VIOLATION);
            return;
        }
        var line = new TerminalLine(session, place, every);
        session.put(LINE, line);
        var size = asked(request);
        Thread.ofVirtual().name("terminal-keys").start(() -> line.serve(size));
    }

    public void receive(WebSocketSession session, byte[] message) {
        line(session).ifPresent(line -> line.receive(message));
    }

    public void end(WebSocketSession session) {
        line(session).ifPresent(TerminalLine::hangUp);
    }

    private static Optional<TerminalLine> line(WebSocketSession session) {
        return session.get(LINE, TerminalLine.class);
    }

    private static TerminalSize asked(HttpRequest<?> request) {
        var asked = request.getParameters();
        return size(
                asked.get("columns", Integer.class, TerminalSize.USUAL.columns()),
                asked.get("rows", Integer.class, TerminalSize.USUAL.rows()));
    }

    /** The nearest that a terminal may have. */
    static TerminalSize size(int columns, int rows) {
        return new TerminalSize(Math.clamp(columns, 1, MOST), Math.clamp(rows, 1, MOST));
    }

    /** A browser lets a page of any site connect, with cookies, and tells which it is. */
    private boolean isOurs(HttpRequest<?> request) {
        var origin = request.getHeaders().get(HttpHeaders.ORIGIN);
        if (origin == null) {
            return false;
        }
        var host = request.getHeaders().get(HttpHeaders.HOST);
        return origin.equals(config.publicUrl().toString())
                || URI.create(origin).getRawAuthority() != null
                        && URI.create(origin).getRawAuthority().equals(host);
    }
}
