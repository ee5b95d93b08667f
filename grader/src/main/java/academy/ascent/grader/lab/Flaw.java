package academy.ascent.grader.lab;

import java.nio.file.Path;
import java.util.List;

/**
 * A variant of the solution with one mistake that practitioners make.
 *
 * @param name its folder's name below {@code flawed/}
 * @param why what is wrong with it, for authors
 * @param fails the ids of the checks that must fail on it, and no others
 * @param folder its files, which lie over the solution's
 */
public record Flaw(String name, String why, List<String> fails, Path folder) {
    static final String FILE = "flaw.yaml";

    public Flaw {
        fails = List.copyOf(fails);
    }
}
