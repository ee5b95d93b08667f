package academy.ascent.grader.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A CPU weight above that of the machine's other work, in a control group of this process's own: raised, and while
 * something is measured the highest, so that the generator is not late. Where groups cannot be written nothing happens:
 * the lateness that then shows is witnessed.
 */
public final class Precedence implements AutoCloseable {
    /** None taken. */
    public static final Precedence NONE = new Precedence(Optional.empty(), Path.of(""));

    private static final String PREFIX = "ascent-generator-";

    private final Optional<Group> group;
    private final Path home;

    /**
     * A control group.
     *
     * @param weightFile holds its weight
     */
    private record Group(Path folder, String weightFile, String raised, String highest) {
        void weigh(String weight) throws IOException {
            Files.writeString(folder.resolve(weightFile), weight);
        }

        boolean has(String weight) throws IOException {
            return Files.readString(folder.resolve(weightFile)).strip().equals(weight);
        }
    }

    private Precedence(Optional<Group> group, Path home) {
        this.group = group;
        this.home = home;
    }

    /** Takes raised precedence, if this process may. */
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
                Path folder = first.get().resolve(PREFIX + pid);
                return enter(
                        first.get(),
                        new Group(folder, "cpu.shares", "16384", "262144"),
                        home(first.get(), membership, "cpu"),
                        pid);
            }
            if (second.isPresent() && Files.exists(second.get().resolve("cgroup.subtree_control"))) {
                Path folder = second.get().resolve(PREFIX + pid);
                return enter(
                        second.get(),
                        new Group(folder, "cpu.weight", "1000", "10000"),
                        home(second.get(), membership, ""),
                        pid);
            }
        } catch (IOException | RuntimeException e) {
            return NONE;
        }
        return NONE;
    }

    /** The highest precedence, until the result is closed. */
    public MeasuringWindow.Held highest() {
        weigh(Group::highest);
        return () -> weigh(Group::raised);
    }

    private void weigh(Function<Group, String> weight) {
        group.ifPresent(own -> {
            try {
                own.weigh(weight.apply(own));
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot weigh " + own.folder(), e);
            }
        });
    }

    /** Whether it was taken and read back. */
    public boolean isHeld() {
        return group.isPresent();
    }

    private static Precedence enter(Path root, Group group, Path home, long pid) throws IOException {
        sweep(root);
        Files.createDirectory(group.folder());
        Precedence precedence = new Precedence(Optional.of(group), home);
        try {
            group.weigh(group.raised());
            Files.writeString(group.folder().resolve("cgroup.procs"), String.valueOf(pid));
            if (group.has(group.raised())) {
                return precedence;
            }
        } catch (IOException e) {
            precedence.close();
            throw e;
        }
        precedence.close();
        return NONE;
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
                for (String pid : Files.readAllLines(own.folder().resolve("cgroup.procs"))) {
                    Files.writeString(home.resolve("cgroup.procs"), pid);
                }
            } catch (IOException e) {
                // What cannot be moved keeps the group, which the next grading sweeps.
            }
            removeIfEmpty(own.folder());
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
