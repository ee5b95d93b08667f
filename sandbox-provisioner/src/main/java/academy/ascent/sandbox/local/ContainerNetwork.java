package academy.ascent.sandbox.local;

import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.SandboxException.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The network of a container, for who enters it later. The number of a process that has ended may become another one's,
 * so the network's own number is known from when the container began.
 *
 * @param workload the container's first process
 * @param network as /proc names it
 */
record ContainerNetwork(long workload, String network) {
    /** Goes into the network of a process if it is the one that is named, and keeps none of what it needs for that. */
    private static final String JOIN = "exec 6</proc/$1/ns/user 7</proc/$1/ns/net || exit 125; "
            + "[ \"$(readlink /proc/self/fd/7)\" = \"$2\" ] || exit 125; shift 2; exec \"$@\"";

    private static final String LEAVE_FILES = "exec 6<&- 7<&-; exec \"$@\"";

    /** @param workload a process that runs and waits */
    static ContainerNetwork of(long workload) {
        try {
            return new ContainerNetwork(
                    workload,
                    Files.readSymbolicLink(Path.of("/proc", String.valueOf(workload), "ns", "net"))
                            .toString());
        } catch (IOException failed) {
            throw new SandboxException(Code.BROKEN, "Cannot tell the network of a container: " + failed, failed);
        }
    }

    /** The prefix under which a program runs in it, as a user of a sandbox. */
    List<String> join(Host host, int user) {
        String sh = host.sh().toString();
        List<String> command = new ArrayList<>(List.of(sh, "-c", JOIN, "sh", String.valueOf(workload), network));
        command.addAll(List.of(host.nsenter().toString(), "--net=/proc/self/fd/7"));
        if (!host.root()) {
            command.addAll(List.of("--user=/proc/self/fd/6", "--preserve-credentials"));
        }
        command.addAll(List.of(sh, "-c", LEAVE_FILES, "sh"));
        command.addAll(host.root() ? host.as(user) : List.of(host.setpriv().toString(), "--no-new-privs"));
        return command;
    }
}
