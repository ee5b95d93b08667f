package academy.ascent.sandbox.local;

import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.SandboxException.Code;
import academy.ascent.sandbox.admission.Mount;
import academy.ascent.sandbox.admission.PodContainer;
import academy.ascent.sandbox.local.RuntimeImage.Layer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Puts together the command line that runs one container in bubblewrap. */
final class Bubble {
    static final int USER = 10_001;
    private static final long TEMPORARY_BYTES = 256L << 20;
    private static final long SHARED_MEMORY_BYTES = 64L << 20;
    private static final int OPEN_FILES = 4096;
    private static final List<String> DEVICES = List.of("null", "zero", "full", "random", "urandom");
    private static final List<String> SYSTEM_FOLDERS = List.of("bin", "sbin", "lib", "lib32", "lib64", "libx32");
    private static final Pattern REFERENCE = Pattern.compile("\\$\\$|\\$\\(([-._a-zA-Z][-._a-zA-Z0-9]*)\\)");

    /**
     * Offers itself to the kernel for when memory is short, so that this takes neither us nor a {@link Ballast}; writes its
     * own process id into the given files, opens the information file, the filter and the variables, becomes the command.
     */
    private static final String ENTER = "echo 1000 >/proc/self/oom_score_adj || exit 125; "
            + "n=$1; shift; while [ $n -gt 0 ]; do echo $$ >\"$1\" || exit 125; shift; n=$((n-1)); done; "
            + "exec 3>\"$1\" 4<\"$2\" 5<\"$3\" || exit 125; shift 3; exec \"$@\"";

    /** The machine's better shell, if it has one. */
    private static final String SHELL = "command -v bash >/dev/null && exec bash --noprofile --norc; exec sh -i";

    private final Host host;
    private final Path filter;
    private final Processors processors;

    /**
     * @param filter a file that holds the program of the {@link SystemCallFilter}
     * @param processors the processors that containers may use
     */
    Bubble(Host host, Path filter, Processors processors) {
        this.host = host;
        this.filter = filter;
        this.processors = processors;
    }

    /** Moves a process that was started when other processors may have been named. */
    void keepInPlace(long pid) {
        processors.move(() -> Stream.of(pid));
    }

    /**
     * What one container needs beyond its manifest.
     *
     * @param hostname also the pod's name
     * @param user the user id outside the sandbox
     * @param etc holds the few files that a container sees in /etc
     * @param workspace the files behind the claim {@code workspace}
     * @param volumes a folder of the files behind each volume of a ConfigMap or Secret
     * @param information where bubblewrap writes the container's process id
     * @param variables holds what {@link #variables} gives, which may be secret and must not stand on a command line
     * @param processes the most processes and threads
     */
    record Place(
            String hostname,
            int user,
            Path etc,
            Path workspace,
            Path volumes,
            Path information,
            Path variables,
            int processes,
            RuntimeImage image,
            Confinement.ContainerLimits limits) {

        /** The same for a shell beside the container. */
        Place ofShell(int number) {
            return new Place(
                    hostname,
                    user,
                    etc,
                    workspace,
                    volumes,
                    information.resolveSibling("shell-information-" + number),
                    variables.resolveSibling("shell-variables-" + number),
                    processes,
                    image,
                    limits);
        }
    }

    /**
     * @param environment all variables of the container
     */
    List<String> command(PodContainer container, Place place, Map<String, String> environment) {
        List<String> command = enter(place);
        command.addAll(host.as(place.user()));
        command.add(host.bwrap().toString());
        command.addAll(List.of("--unshare-net", "--new-session"));
        command.addAll(closed(container, place));
        command.addAll(List.of("/bin/sh", "-c", Launcher.GATE, "sh"));
        command.addAll(processLimits(place));
        command.addAll(program(container, place.image(), environment));
        return command;
    }

    /**
     * A shell beside a container that runs: closed in as its program is, in its network and its limits. It keeps the
     * terminal that it is started with, which nobody but it has, and so needs no session of bubblewrap's own.
     *
     * @param place with files of the shell's own for information and variables
     * @param network of the container
     */
    List<String> shell(PodContainer container, Place place, ContainerNetwork network) {
        List<String> command = enter(place);
        command.addAll(network.join(host, place.user()));
        command.addAll(List.of(host.bwrap().toString(), "--dev-bind-try", "/dev/tty", "/dev/tty"));
        command.addAll(closed(container, place));
        command.addAll(processLimits(place));
        command.addAll(List.of("/bin/sh", "-c", SHELL));
        return command;
    }

    /** Up to where a program runs as itself. */
    private List<String> enter(Place place) {
        List<String> command = new ArrayList<>(List.of(host.sh().toString(), "-c", ENTER, "sh"));
        command.add(String.valueOf(place.limits().joins().size()));
        command.addAll(place.limits().joins());
        command.addAll(List.of(
                place.information().toString(),
                filter.toString(),
                place.variables().toString()));
        command.addAll(place.limits().outside());
        command.addAll(Processors.prefix(host, processors.named()));
        return command;
    }

    /** What bubblewrap closes a container in with; the program follows. */
    private static List<String> closed(PodContainer container, Place place) {
        List<String> command = new ArrayList<>(namespaces(place.hostname()));
        long memory = container.resources().memoryLimitBytes();
        long files = Math.min(memory, container.resources().storageLimitBytes());
        command.addAll(system(place.etc(), memory, files));
        place.image().layers().forEach(layer -> command.addAll(bind(layer)));
        container.mounts().forEach(mount -> command.addAll(mount(mount, place, files)));
        command.addAll(List.of("--dir", container.workingDirectory().orElse("/"), "--remount-ro", "/"));
        command.addAll(List.of("--clearenv", "--args", "5"));
        command.addAll(List.of("--chdir", container.workingDirectory().orElse("/"), "--"));
        return command;
    }

    private static List<String> namespaces(String hostname) {
        return List.of(
                "--unshare-user",
                "--unshare-pid",
                "--unshare-ipc",
                "--unshare-uts",
                "--unshare-cgroup-try",
                "--die-with-parent",
                "--as-pid-1",
                "--info-fd",
                "3",
                "--seccomp",
                "4",
                "--uid",
                String.valueOf(USER),
                "--gid",
                String.valueOf(USER),
                "--hostname",
                hostname.length() > 63 ? hostname.substring(0, 63) : hostname);
    }

    /** The machine's programs and libraries, and devices that carry nothing; no /dev of bubblewrap's own, since that
     * would need a second user namespace, which a forwarder could not enter. */
    static List<String> system(Path etc, long memory, long files) {
        List<String> options = new ArrayList<>(List.of("--ro-bind", "/usr", "/usr"));
        for (String name : SYSTEM_FOLDERS) {
            Path folder = Path.of("/", name);
            if (Files.isSymbolicLink(folder)) {
                options.addAll(List.of("--symlink", "usr/" + name, folder.toString()));
            } else if (Files.isDirectory(folder)) {
                options.addAll(List.of("--ro-bind", folder.toString(), folder.toString()));
            }
        }
        options.addAll(List.of("--ro-bind", etc.toString(), "/etc", "--proc", "/proc", "--dir", "/dev"));
        // Through it a process could take back what it offered the kernel.
        options.addAll(List.of("--remount-ro", "/proc"));
        for (String device : DEVICES) {
            options.addAll(List.of("--dev-bind", "/dev/" + device, "/dev/" + device));
        }
        options.addAll(List.of("--symlink", "/proc/self/fd", "/dev/fd"));
        options.addAll(inMemory("/dev/shm", Math.min(SHARED_MEMORY_BYTES, memory)));
        options.addAll(inMemory("/tmp", Math.min(TEMPORARY_BYTES, files)));
        return options;
    }

    private static List<String> bind(Layer layer) {
        return List.of("--ro-bind", layer.source().toString(), layer.target());
    }

    private static List<String> inMemory(String path, long bytes) {
        return List.of("--size", String.valueOf(Math.max(1, bytes)), "--tmpfs", path);
    }

    /**
     * @param most for a volume that can be written: no more than the container's storage, and than its memory, which such
     *     volumes are
     */
    private static List<String> mount(Mount mount, Place place, long most) {
        return switch (mount) {
            case Mount.Workspace files -> bind("the workspace", place.workspace(), files.subPath(), files.path());
            case Mount.Configured files ->
                bind(
                        "the volume \"" + files.volume() + "\"",
                        place.volumes().resolve(files.volume()),
                        files.subPath(),
                        files.path());
            case Mount.Scratch scratch -> inMemory(scratch.path(), Math.min(scratch.sizeBytes(), most));
        };
    }

    /** A symbolic link in the workspace may point anywhere on this machine: it must not be mounted. */
    private static List<String> bind(String volume, Path folder, String subPath, String path) {
        try {
            Path real = folder.resolve(subPath).toRealPath();
            if (real.startsWith(folder.toRealPath())) {
                return List.of("--ro-bind", real.toString(), path);
            }
        } catch (IOException missing) {
            // Told like a path that leads outside.
        }
        throw new SandboxException(
                Code.NOT_FOUND, "failed to prepare subPath for volumeMount: " + volume + " has no \"" + subPath + "\"");
    }

    /**
     * All variables of a container.
     *
     * @param declared those of its manifest
     */
    static Map<String, String> environment(PodContainer container, Place place, Map<String, String> declared) {
        Map<String, String> environment = new TreeMap<>(
                Map.of("PATH", "/usr/bin:/bin", "HOME", "/tmp", "LANG", "C.UTF-8", "HOSTNAME", place.hostname()));
        environment.putAll(place.image().environment());
        if (place.image().jvm() && !container.command().isEmpty()) {
            environment.put("JDK_JAVA_OPTIONS", String.join(" ", JvmOptions.from(container.resources())));
        }
        environment.putAll(declared);
        return environment;
    }

    /** Variables as bubblewrap reads them from a file. */
    static byte[] variables(Map<String, String> environment) {
        StringBuilder options = new StringBuilder();
        environment.forEach((name, value) -> {
            if (value.indexOf('\0') >= 0) {
                throw new IllegalArgumentException("The variable " + name + " contains a zero byte");
            }
            options.append("--setenv\0").append(name).append('\0').append(value).append('\0');
        });
        return options.toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The variables of a shell beside a container.
     *
     * @param environment those of the container
     */
    static Map<String, String> ofShell(Map<String, String> environment, Place place) {
        Map<String, String> variables = new TreeMap<>(environment);
        variables.put("TERM", "xterm-256color");
        variables.put("PS1", place.hostname() + ":$PWD$ ");
        return variables;
    }

    private List<String> processLimits(Place place) {
        List<String> limits = new ArrayList<>(List.of(
                host.prlimit().toString(),
                "--core=0",
                "--nofile=" + OPEN_FILES,
                "--nproc=" + (place.processes() + Switchboard.PROCESSES)));
        if (place.limits().dataLimitBytes() > 0) {
            limits.add("--data=" + place.limits().dataLimitBytes());
        }
        return limits;
    }

    private static List<String> program(PodContainer container, RuntimeImage image, Map<String, String> environment) {
        List<String> program = new ArrayList<>();
        if (container.command().isEmpty()) {
            program.addAll(image.entrypoint());
            if (image.jvm()) {
                program.addAll(1, JvmOptions.from(container.resources()));
            }
            program.addAll(container.args().isEmpty() ? image.arguments() : expanded(container.args(), environment));
        } else {
            program.addAll(expanded(container.command(), environment));
            program.addAll(expanded(container.args(), environment));
        }
        return program;
    }

    private static List<String> expanded(List<String> texts, Map<String, String> environment) {
        return texts.stream().map(text -> expanded(text, environment)).toList();
    }

    /** Kubernetes' {@code $(NAME)}: an unknown name stays as it is, {@code $$} is a dollar. */
    static String expanded(String text, Map<String, String> environment) {
        return REFERENCE.matcher(text).replaceAll(match -> {
            String name = match.group(1);
            String value = name == null ? "$" : environment.getOrDefault(name, match.group());
            return Matcher.quoteReplacement(value);
        });
    }
}
