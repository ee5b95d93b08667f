package academy.ascent.grader.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The highest CPU weight for this process, in a control group of its own, so that the generator is not late because of
 * the machine's other work. Where groups cannot be written nothing happens: the lateness that then shows is witnessed.
 */
public final class Precedence implements AutoCloseable {
    private static final String PREFIX = "ascent-generator-";

    private final Optional<Path> group;
    private final Path home;

    private Precedence(Optional<Path> group, Path home) {
        this.group = group;
        this.home = home;
    }

    /** Takes precedence, if this process may. */
    public static Precedence take() {
        return take(
                Path.of("/proc/mounts"),
                Path.of("/proc/self/cgroup"),
                ProcessHandle.current().pid());
    }

    static Precedence take(Path mounts, Path membership, long pid) {
        try {
            List<String> mountLines = Files.readAllLines(mounts);
            Optional<Path> second = mount(mountLines, "cgroup2", "");
            Optional<Path> first = mount(mountLines, "cgroup", "cpu");
            if (first.isPresent()) {
                return enter(first.get(), "cpu.shares", "262144", home(first.get(), membership, "cpu"), pid);
            }
            if (second.isPresent() && Files.exists(second.get().resolve("cgroup.subtree_control"))) {
                return enter(second.get(), "cpu.weight", "10000", home(second.get(), membership, ""), pid);
            }
        } catch (IOException | RuntimeException e) {
            return new Precedence(Optional.empty(), Path.of(""));
        }
        return new Precedence(Optional.empty(), Path.of(""));
    }

    /** Whether it was taken and read back. */
    public boolean isHeld() {
        return group.isPresent();
    }

    private static Precedence enter(Path root, String file, String weight, Path home, long pid) throws IOException {
        sweep(root);
        Path group = Files.createDirectory(root.resolve(PREFIX + pid));
        Precedence precedence = new Precedence(Optional.of(group), home);
        try {
            Files.writeString(group.resolve(file), weight);
            Files.writeString(group.resolve("cgroup.procs"), String.valueOf(pid));
            if (Files.readString(group.resolve(file)).strip().equals(weight)) {
                return precedence;
            }
        } catch (IOException e) {
            precedence.close();
            throw e;
        }
        precedence.close();
        return new Precedence(Optional.empty(), home);
    }

    /** Removes the groups of processes that were killed. */
    private static void sweep(Path root) throws IOException {
        try (Stream<Path> groups = Files.list(root)) {
            for (Path group : groups.toList()) {
                String name = String.valueOf(group.getFileName());
                if (name.matches(PREFIX + "\\d+")
                        && ProcessHandle.of(Long.parseLong(name.substring(PREFIX.length())))
                                .isEmpty()) {
                    removeIfEmpty(group);
                }
            }
        }
    }

    private static Optional<Path> mount(List<String> lines, String type, String controller) {
        return lines.stream()
                .map(line -> line.split(" ", -1))
                .filter(columns -> columns.length > 3
                        && columns[2].equals(type)
                        && (controller.isEmpty()
                                || List.of(columns[3].split(",", -1)).contains(controller)))
                .map(columns -> Path.of(columns[1]))
                .findFirst();
    }

    private static Path home(Path root, Path membership, String controller) throws IOException {
        for (String line : Files.readAllLines(membership)) {
            String[] parts = line.split(":", 3);
            if (parts.length == 3 && List.of(parts[1].split(",", -1)).contains(controller)) {
                return root.resolve(parts[2].substring(1));
            }
        }
        return root;
    }

    /** Goes back to where this process was. */
    @Override
    public void close() {
        group.ifPresent(own -> {
            try {
                for (String pid : Files.readAllLines(own.resolve("cgroup.procs"))) {
                    Files.writeString(home.resolve("cgroup.procs"), pid);
                }
            } catch (IOException e) {
                // What cannot be moved keeps the group, which the next grading sweeps.
            }
            removeIfEmpty(own);
        });
    }

    private static void removeIfEmpty(Path group) {
        try {
            Files.deleteIfExists(group);
        } catch (IOException e) {
            // A process is still in it, and will be swept with it later.
        }
    }
}
