package academy.ascent.sandbox;

import java.io.InputStream;
import java.io.OutputStream;

/** An interactive shell in a sandbox, with a terminal of its own, until it exits or is closed. */
public interface Terminal extends AutoCloseable {

    /**
     * What the shell and its programs show: text in UTF-8 with the control sequences of xterm. It ends when the shell has
     * ended, for whatever reason. What nobody reads holds up the program that writes it.
     */
    InputStream screen();

    /** What is typed, as xterm sends it; each write arrives at once. Writing to a shell that has ended does nothing. */
    OutputStream keyboard();

    /** Tells the shell and its programs that the screen has another size. */
    void resize(TerminalSize size);

    /** Ends the shell and what it started; a second call does nothing. */
    @Override
    void close();
}
