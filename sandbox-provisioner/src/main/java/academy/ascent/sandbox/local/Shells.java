package academy.ascent.sandbox.local;

import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.SandboxException.Code;
import academy.ascent.sandbox.Terminal;
import academy.ascent.sandbox.TerminalSize;
import java.util.ArrayList;
import java.util.List;

/** The shells that are open beside one container; they end with it. */
final class Shells implements AutoCloseable {
    private static final int MOST = 4;

    private final Opening opening;
    private final List<LocalTerminal> open = new ArrayList<>();
    private boolean closed;

    /** Starts one. */
    interface Opening {
        LocalTerminal open(TerminalSize size);
    }

    Shells(Opening opening) {
        this.opening = opening;
    }

    /** @throws SandboxException with code {@code UNAVAILABLE} if there are as many as may be, or the container has ended */
    synchronized Terminal open(TerminalSize size) {
        open.removeIf(terminal -> !terminal.isOpen());
        if (closed || open.size() >= MOST) {
            throw new SandboxException(
                    Code.UNAVAILABLE,
                    closed
                            ? "The container has just ended"
                            : "The replica has " + MOST + " terminals already: close one");
        }
        LocalTerminal terminal = opening.open(size);
        open.add(terminal);
        return terminal;
    }

    @Override
    public synchronized void close() {
        closed = true;
        open.forEach(LocalTerminal::close);
    }
}
