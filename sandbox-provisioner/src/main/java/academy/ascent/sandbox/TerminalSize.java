package academy.ascent.sandbox;

/**
 * The size of a terminal's screen, in characters.
 *
 * @param columns 1 to 1,000
 * @param rows 1 to 1,000
 */
public record TerminalSize(int columns, int rows) {
    /** What a screen has unless it says otherwise. */
    public static final TerminalSize USUAL = new TerminalSize(80, 24);

    private static final int MOST = 1_000;

    public TerminalSize {
        if (columns < 1 || columns > MOST || rows < 1 || rows > MOST) {
            throw new IllegalArgumentException(
                    "A terminal has 1 to " + MOST + " columns and rows, not " + columns + " x " + rows);
        }
    }
}
