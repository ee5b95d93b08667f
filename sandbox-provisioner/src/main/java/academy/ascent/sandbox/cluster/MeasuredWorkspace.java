package academy.ascent.sandbox.cluster;

import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.SandboxException.Code;
import academy.ascent.sandbox.cluster.Progress.Step;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.PodResource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** The files behind the claim {@code workspace} of a sandbox that is measured, and the pod through which they come there. */
final class MeasuredWorkspace {
    static final String POD = "ascent-workspace-0";

    private static final Duration UNPACKED_WITHIN = Duration.ofMinutes(2);
    private static final int READABLE = 0100644;
    private static final int EXECUTABLE = 0100755;

    private final PodResource pod;
    private final Patience patience;

    MeasuredWorkspace(KubernetesClient client, String namespace, Patience patience) {
        this.pod = client.pods().inNamespace(namespace).withName(POD);
        this.patience = patience;
    }

    /** Returns when files can be laid there. */
    void awaitReady() {
        String waiting = "waiting for the pod that takes the workspace in";
        patience.await(
                Step.WAITING_FOR_PODS,
                waiting,
                Progress.UNHEARD,
                () -> ControlPlane.missing(pod.get()).map(why -> waiting + ": " + why));
    }

    /** Lays the plain files of a folder over those that are there. */
    void lay(Path folder) {
        Path archive = packed(folder);
        try {
            PodProgram.Ended ended = PodProgram.script(
                            "deliver files", "arrive.sh", UNPACKED_WITHIN, List.of(String.valueOf(Files.size(archive))))
                    .in(pod, archive);
            if (ended.status() != 0) {
                throw new SandboxException(
                        Code.BROKEN,
                        "The workspace could not be laid out: " + ended.errors().strip());
            }
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        } finally {
            remove(archive);
        }
    }

    private static void remove(Path archive) {
        try {
            Files.delete(archive);
        } catch (IOException stuck) {
            throw new UncheckedIOException(stuck);
        }
    }

    private static Path packed(Path folder) {
        try {
            Path archive = Files.createTempFile("workspace", ".tar");
            try (TarArchiveOutputStream tar =
                            new TarArchiveOutputStream(Files.newOutputStream(archive), StandardCharsets.UTF_8.name());
                    Stream<Path> found = Files.walk(folder)) {
                tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
                for (Path file : found.filter(Files::isRegularFile).sorted().toList()) {
                    put(tar, folder.relativize(file), file);
                }
            }
            return archive;
        } catch (IOException unreadable) {
            throw new SandboxException(Code.BROKEN, "The files in " + folder + " cannot be packed", unreadable);
        }
    }

    private static void put(TarArchiveOutputStream tar, Path name, Path file) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name.toString());
        entry.setSize(Files.size(file));
        entry.setMode(Files.isExecutable(file) ? EXECUTABLE : READABLE);
        tar.putArchiveEntry(entry);
        Files.copy(file, tar);
        tar.closeArchiveEntry();
    }
}
