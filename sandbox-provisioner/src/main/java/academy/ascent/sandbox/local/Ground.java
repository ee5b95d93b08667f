package academy.ascent.sandbox.local;

import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.SandboxException.Code;
import academy.ascent.sandbox.SandboxName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.UUID;

/**
 * What stands ready on this machine before the first sandbox opens.
 *
 * @param folder where the files of sandboxes lie: short enough for socket paths, and a sandbox's own user may enter it
 * @param images the runtime images, readable for the users of sandboxes
 */
record Ground(Host host, Confinement confinement, Owner owner, Path folder, Map<String, RuntimeImage> images) {
    private static final int LONGEST_FOLDER = 70;
    private static final Path LAYER_CACHE = Path.of("/var/cache/ascent/layers");

    /** Looks at the machine, registers this process, and clears away what the dead left. */
    static Ground prepare(LocalSettings settings) {
        Host host = Host.found();
        try {
            Files.createDirectories(settings.base());
            Path folder = folder(settings.base(), host);
            Map<String, RuntimeImage> images =
                    host.root() ? new Layers(LAYER_CACHE).readable(settings.images()) : settings.images();
            Confinement confinement = settings.controlGroups()
                    ? CgroupConfinement.found().orElseGet(RlimitConfinement::new)
                    : new RlimitConfinement();
            Owner.reapTheDead(settings.base(), confinement);
            return new Ground(host, confinement, Owner.register(settings.base()), folder, images);
        } catch (IOException failed) {
            throw new SandboxException(
                    Code.BROKEN, "Cannot prepare sandboxes in " + settings.base() + ": " + failed, failed);
        }
    }

    private static Path folder(Path base, Host host) throws IOException {
        Path real = base.toRealPath();
        Path parent = real.getParent();
        boolean enterable = !host.root() || parent == null || Folders.open(parent);
        if (enterable && real.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST_FOLDER) {
            Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rwx--x--x"));
            return real.resolve("files");
        }
        int user = Users.current();
        String digest = UUID.nameUUIDFromBytes(real.toString().getBytes(StandardCharsets.UTF_8))
                .toString()
                .substring(0, 8);
        return Path.of("/tmp", "ascent-" + user + "-" + digest);
    }

    /** Makes sure of the folder, which others may only go through; one that somebody else put there is not accepted. */
    void prepareFolder() throws IOException {
        try {
            Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx--x--x")));
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        } catch (FileAlreadyExistsException known) {
            if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) || Users.owner(folder) != Users.current()) {
                throw new IOException(folder + " belongs to somebody else; remove it", known);
            }
        }
    }

    SandboxRecord take(SandboxName name) {
        try {
            return owner.take(name);
        } catch (IOException failed) {
            throw new SandboxException(Code.BROKEN, "Cannot write down the sandbox " + name, failed);
        }
    }

    void release(SandboxName name) {
        owner.release(name);
    }

    void close() {
        try {
            owner.close();
            Files.deleteIfExists(folder);
        } catch (DirectoryNotEmptyException shared) {
            // Another process has sandboxes in it.
        } catch (IOException failed) {
            throw new SandboxException(Code.BROKEN, "Cannot sign off from the base folder", failed);
        }
    }
}
