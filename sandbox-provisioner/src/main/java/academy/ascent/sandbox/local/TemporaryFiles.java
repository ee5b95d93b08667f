package academy.ascent.sandbox.local;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The files that a container holds in memory: those of every file system of that kind that it can write. */
final class TemporaryFiles {
    /** How /proc writes a blank or a backslash. */
    private static final Pattern ESCAPED = Pattern.compile("\\\\([0-7]{3})");

    private final Path process;
    private List<String> folders = List.of();

    /** @param workload a process of the container, 0 where none runs */
    TemporaryFiles(long workload) {
        process = Path.of("/proc", String.valueOf(workload));
    }

    /** What they take now. */
    long bytes() {
        if (folders.isEmpty()) {
            folders = folders(ProcFs.read(process.resolve("mounts")).orElse(""));
        }
        return folders.stream()
                .map(folder -> new File(process + "/root" + folder))
                .mapToLong(folder -> folder.getTotalSpace() - folder.getFreeSpace())
                .sum();
    }

    /** @param mounts as /proc tells them */
    static List<String> folders(String mounts) {
        return mounts.lines()
                .map(line -> line.split(" "))
                .filter(fields -> fields[2].equals("tmpfs")
                        && List.of(fields[3].split(",")).contains("rw"))
                .map(fields -> ESCAPED.matcher(fields[1]).replaceAll(TemporaryFiles::character))
                .toList();
    }

    private static String character(MatchResult escaped) {
        return java.util.regex.Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(escaped.group(1), 8)));
    }
}
