package academy.ascent.platform.lab;

import academy.ascent.grader.lab.Lab;
import academy.ascent.grader.lab.LabException;
import academy.ascent.grader.lab.Labs;
import academy.ascent.platform.config.AscentConfig;
import academy.ascent.platform.web.AscentException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The labs of this installation, read once at their first use. */
@Singleton
public class LabCatalog {
    private static final Logger LOG = LoggerFactory.getLogger(LabCatalog.class);

    private final Path folder;
    private @Nullable List<Lab> labs;

    LabCatalog(AscentConfig config) {
        this.folder = config.home().resolve("labs");
    }

    /** Every lab that can be read, by level and module. */
    public synchronized List<Lab> all() {
        var known = labs;
        if (known == null) {
            known = read();
            labs = known;
        }
        return known;
    }

    public Optional<Lab> find(String id) {
        return all().stream().filter(lab -> lab.id().equals(id)).findFirst();
    }

    /**
     * The lab of that id.
     *
     * @throws AscentException with status 404 if there is none
     */
    public Lab get(String id) {
        return find(id).orElseThrow(() -> AscentException.notFound("The lab " + id));
    }

    private List<Lab> read() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        var read = new ArrayList<Lab>();
        try (var folders = Files.list(folder)) {
            for (var candidate : folders.filter(Labs::isLab).toList()) {
                read(candidate).ifPresent(read::add);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list the labs in " + folder, e);
        }
        read.sort(Comparator.comparing(Lab::level).thenComparing(Lab::module).thenComparing(Lab::id));
        return List.copyOf(read);
    }

    /** One broken lab must not close the others. */
    private static Optional<Lab> read(Path candidate) {
        try {
            return Optional.of(Labs.read(candidate));
        } catch (LabException e) {
            LOG.error("The lab in {} is left out: {}", candidate, e.getMessage());
            return Optional.empty();
        }
    }
}
