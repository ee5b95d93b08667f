package academy.ascent.grader.check;

import academy.ascent.grader.lab.Settings;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;

/** File patterns such as {@code k8s/*.yaml}; a pattern that begins with {@code **}{@code /} also takes the top folder. */
final class Globs {
    private Globs() {}

    static List<String> read(Settings with, String key) {
        if (!with.has(key)) {
            return List.of();
        }
        List<String> globs = List.copyOf(with.texts(key));
        globs.forEach(glob -> check(with, key, glob));
        return globs;
    }

    static String readOne(Settings with, String key) {
        String glob = with.text(key);
        check(with, key, glob);
        return glob;
    }

    private static void check(Settings with, String key, String glob) {
        if (!glob.matches("[A-Za-z0-9_./*-]+") || glob.startsWith("/") || glob.contains("..")) {
            throw with.problem(key, "holds '" + glob + "'; write a relative glob such as model/*.onnx");
        }
    }

    static List<String> matching(String glob, Iterable<String> paths) {
        PathMatcher whole = FileSystems.getDefault().getPathMatcher("glob:" + glob);
        PathMatcher top = FileSystems.getDefault()
                .getPathMatcher("glob:" + (glob.startsWith("**/") ? glob.substring("**/".length()) : glob));
        List<String> found = new java.util.ArrayList<>();
        for (String path : paths) {
            Path candidate = Path.of(path);
            if (whole.matches(candidate) || top.matches(candidate)) {
                found.add(path);
            }
        }
        return found;
    }
}
