package academy.ascent.grader.measure;

import java.io.IOException;

/** Ends this process, with all that it cleans up, when the process that started it is gone. */
public final class ParentWatch {
    private static final int ORPHANED = 3;

    private ParentWatch() {}

    /** From now on, standard input that ends is taken for the parent's death. */
    public static void begin() {
        Thread.ofPlatform().name("parent-watch").daemon().start(ParentWatch::watch);
    }

    private static void watch() {
        try {
            while (System.in.read() >= 0) {
                // Whatever the parent writes says no more than that it lives.
            }
        } catch (IOException e) {
            System.err.println("Standard input broke (" + e.getMessage() + "), so the parent is taken for dead");
        }
        System.exit(ORPHANED);
    }
}
