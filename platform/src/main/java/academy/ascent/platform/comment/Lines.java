package academy.ascent.platform.comment;

import java.util.List;

/** The lines of a text as people count them: an end of line at the very end begins no further one. */
final class Lines {
    private Lines() {}

    static List<String> of(String text) {
        var lines = text.lines().toList();
        return lines.isEmpty() ? List.of("") : lines;
    }
}
