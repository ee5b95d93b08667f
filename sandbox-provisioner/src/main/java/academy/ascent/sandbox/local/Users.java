package academy.ascent.sandbox.local;

import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.SandboxException.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;

/** User ids: ours, and those that root gives to sandboxes. */
final class Users {
    /** Above the ranges that distributions give to people, containers and systemd. */
    static final int FIRST_SANDBOX_USER = 1_900_000_000;

    private static final int SANDBOX_USERS = 100_000_000;

    private Users() {}

    /** The effective user id of this process. */
    static int current() {
        return ProcFs.read(Path.of("/proc/self/status")).stream()
                .flatMap(String::lines)
                .filter(line -> line.startsWith("Uid:"))
                .map(line -> Integer.parseInt(line.split("\\s+")[2]))
                .findFirst()
                .orElseThrow(() -> new SandboxException(Code.BROKEN, "/proc/self/status tells no user id"));
    }

    /** A user id that no other sandbox is likely to have. */
    static int forSandbox() {
        return FIRST_SANDBOX_USER + 1 + ThreadLocalRandom.current().nextInt(SANDBOX_USERS);
    }

    static int owner(Path file) {
        try {
            return (Integer) Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS);
        } catch (IOException unreadable) {
            throw new SandboxException(Code.BROKEN, "Cannot read the owner of " + file, unreadable);
        }
    }

    static void give(Path file, int user) throws IOException {
        Files.setAttribute(file, "unix:uid", user, LinkOption.NOFOLLOW_LINKS);
        Files.setAttribute(file, "unix:gid", user, LinkOption.NOFOLLOW_LINKS);
    }
}
