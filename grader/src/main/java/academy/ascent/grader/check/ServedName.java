package academy.ascent.grader.check;

import academy.ascent.grader.lab.Settings;
import java.util.Optional;

/** Names of what a server serves (models, their versions, routes), as a lab writes them and a request's path takes them. */
final class ServedName {
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}";

    private ServedName() {}

    static String read(Settings with, String key) {
        String name = with.text(key);
        if (!name.matches(NAME)) {
            throw with.problem(key, "must be letters, digits, dots, underscores and hyphens, as in a request's path");
        }
        return name;
    }

    static Optional<String> optional(Settings with, String key) {
        return with.has(key) ? Optional.of(read(with, key)) : Optional.empty();
    }

    static String inferPath(String name, Optional<String> version) {
        return "/v2/models/" + name + version.map(one -> "/versions/" + one).orElse("") + "/infer";
    }
}
