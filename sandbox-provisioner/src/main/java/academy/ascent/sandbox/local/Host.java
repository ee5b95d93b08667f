package academy.ascent.sandbox.local;

import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.SandboxException.Code;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The programs of this machine that sandboxes need, and whom we run as.
 *
 * @param root whether we are root, so that each sandbox can have a user id of its own
 */
record Host(
        Path bwrap,
        Path socat,
        Path nsenter,
        Path setpriv,
        Path prlimit,
        Path taskset,
        Path sh,
        Path ip,
        boolean root) {
    private static final List<String> FOLDERS = List.of("/usr/bin", "/bin", "/usr/sbin", "/sbin", "/usr/local/bin");
    private static final Map<String, String> PACKAGES = Map.of(
            "bwrap", "bubblewrap",
            "socat", "socat",
            "nsenter", "util-linux",
            "setpriv", "util-linux",
            "prlimit", "util-linux",
            "taskset", "util-linux",
            "sh", "dash");

    /** @throws SandboxException with code {@code UNAVAILABLE} and what to install */
    static Host found() {
        return found(FOLDERS.stream().map(Path::of).toList());
    }

    static Host found(List<Path> folders) {
        if (!System.getProperty("os.name").equals("Linux")) {
            throw new SandboxException(
                    Code.UNAVAILABLE, "Local sandboxes need Linux; this is " + System.getProperty("os.name"));
        }
        List<String> missing = new ArrayList<>();
        Host host = new Host(
                find("bwrap", folders, missing),
                find("socat", folders, missing),
                find("nsenter", folders, missing),
                find("setpriv", folders, missing),
                find("prlimit", folders, missing),
                find("taskset", folders, missing),
                find("sh", folders, missing),
                find("ip", folders, new ArrayList<>()), // without it nothing is lacking but the way to Services
                Users.current() == 0);
        if (!missing.isEmpty()) {
            throw new SandboxException(
                    Code.UNAVAILABLE,
                    "Local sandboxes need " + String.join(" and ", missing) + ", which this machine lacks. Install: "
                            + "apt-get install "
                            + String.join(
                                    " ",
                                    missing.stream()
                                            .map(PACKAGES::get)
                                            .distinct()
                                            .toList()));
        }
        SystemCallFilter.ofThisMachine();
        host.tryNamespaces();
        return host;
    }

    private static Path find(String program, List<Path> folders, List<String> missing) {
        Optional<Path> found = folders.stream()
                .map(folder -> folder.resolve(program))
                .filter(Files::isExecutable)
                .findFirst();
        if (found.isEmpty()) {
            missing.add(program);
        }
        return found.orElse(Path.of(program));
    }

    /** The prefix under which a program runs as a user that only one sandbox has; empty unless we are root. */
    List<String> as(int user) {
        return root
                ? List.of(
                        setpriv.toString(),
                        "--reuid",
                        "" + user,
                        "--regid",
                        "" + user,
                        "--clear-groups",
                        "--no-new-privs")
                : List.of();
    }

    private void tryNamespaces() {
        List<String> command = new ArrayList<>(as(Users.FIRST_SANDBOX_USER));
        command.addAll(List.of(
                bwrap.toString(),
                "--unshare-all",
                "--die-with-parent",
                "--as-pid-1",
                "--ro-bind",
                "/",
                "/",
                "/bin/true"));
        Process trial = Launcher.INSTANCE.start(command);
        LogRing output = new LogRing();
        output.follow(trial.getInputStream());
        try {
            if (!trial.waitFor(10, TimeUnit.SECONDS) || trial.exitValue() != 0) {
                throw new SandboxException(
                        Code.UNAVAILABLE,
                        "bubblewrap cannot make namespaces on this machine: " + String.join(" ", output.last(3))
                                + ". Allow unprivileged user namespaces: sysctl kernel.unprivileged_userns_clone=1 (Debian),"
                                + " kernel.apparmor_restrict_unprivileged_userns=0 (Ubuntu), user.max_user_namespaces"
                                + " above 0");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SandboxException(Code.BROKEN, "Interrupted while trying bubblewrap", interrupted);
        } finally {
            trial.destroyForcibly();
        }
    }
}
