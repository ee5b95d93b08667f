package academy.ascent.sandbox.cluster;

import academy.ascent.sandbox.Terminal;
import academy.ascent.sandbox.TerminalSize;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A shell in a container, over a connection of the API server's. Of what nobody reads the client keeps 32 KiB and one message,
 * then takes no more from the connection, which holds up whoever writes at its other end.
 */
final class PodTerminal implements Terminal {
    /** One message each, as kubectl's are. */
    private static final int MOST_AT_ONCE = 8 << 10;

    private final ExecWatch shell;
    private final Runnable end;
    private final InputStream screen;
    private final OutputStream keyboard;
    private final AtomicBoolean isClosed = new AtomicBoolean();

    /**
     * @param end ends the shell if it has not ended, and is called once
     */
    PodTerminal(ExecWatch shell, Runnable end) {
        this.shell = shell;
        this.end = end;
        this.screen = new Screen(shell.getOutput());
        this.keyboard = new Keyboard(shell.getInput());
    }

    @Override
    public InputStream screen() {
        return screen;
    }

    @Override
    public OutputStream keyboard() {
        return keyboard;
    }

    @Override
    public void resize(TerminalSize size) {
        unlessEnded(() -> shell.resize(size.columns(), size.rows()));
    }

    @Override
    public void close() {
        if (!isClosed.compareAndSet(false, true)) {
            return;
        }
        try {
            end.run();
        } finally {
            unlessEnded(shell::close);
            unlessEnded(screen::close);
        }
    }

    private interface Doing {
        void run() throws IOException;
    }

    /** The client fails in several ways where the connection is gone, of which the screen's end tells. */
    private static void unlessEnded(Doing doing) {
        try {
            doing.run();
        } catch (IOException | RuntimeException ended) {
            // Nobody is left to hear of it.
        }
    }

    /** Ends also where the shell's exit code was not 0, or its connection broke. */
    private static final class Screen extends FilterInputStream {

        Screen(InputStream output) {
            super(output);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            try {
                // The client's stream takes no such question.
                return length == 0 ? 0 : super.read(into, offset, length);
            } catch (InterruptedIOException interrupted) {
                throw interrupted;
            } catch (IOException ended) {
                return -1;
            }
        }
    }

    private static final class Keyboard extends OutputStream {
        private final OutputStream input;

        Keyboard(OutputStream input) {
            this.input = input;
        }

        @Override
        public void write(int key) {
            write(new byte[] {(byte) key}, 0, 1);
        }

        @Override
        public void write(byte[] keys, int offset, int length) {
            for (int sent = 0; sent < length; sent += MOST_AT_ONCE) {
                int from = offset + sent;
                int now = Math.min(MOST_AT_ONCE, length - sent);
                unlessEnded(() -> {
                    input.write(keys, from, now);
                    input.flush();
                });
            }
        }
    }
}
