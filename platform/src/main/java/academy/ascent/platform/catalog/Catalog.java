package academy.ascent.platform.catalog;

import academy.ascent.platform.config.AscentConfig;
import academy.ascent.platform.web.AscentException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The four levels with what is taught and sold; read once, never changed while the platform runs. */
@Singleton
public final class Catalog {
    private final List<Level> levels;

    @Inject
    Catalog(AscentConfig config) {
        this(read(config.home()));
    }

    private Catalog(List<Level> levels) {
        this.levels = List.copyOf(levels);
    }

    /**
     * Reads {@code curriculum} and the labs that it names.
     *
     * @param home the folder that holds {@code curriculum} and {@code labs}
     * @throws ContentException if a file is missing, malformed or contradicts another
     */
    public static Catalog of(Path home) {
        return new Catalog(read(home));
    }

    private static List<Level> read(Path home) {
        var levels = IntStream.rangeClosed(1, 4)
                .filter(number -> Files.exists(CourseReader.file(home, number)))
                .mapToObj(number -> new CourseReader(home, number).read())
                .toList();
        if (levels.isEmpty()) {
            throw new ContentException("There is no curriculum in " + home
                    + ": curriculum/level1/course.yaml is missing. Point ASCENT_HOME at an installation.");
        }
        return levels;
    }

    /** In order, lowest first. */
    public List<Level> levels() {
        return levels;
    }

    public Optional<Level> level(int number) {
        return levels.stream().filter(level -> level.number() == number).findFirst();
    }

    /**
     * The level of an address.
     *
     * @throws AscentException with status 404 if there is none
     */
    public Level level(String slug) {
        return levels.stream()
                .filter(level -> level.slug().equals(slug))
                .findFirst()
                .orElseThrow(() -> AscentException.notFound("This level"));
    }

    /** In order of their levels. */
    public List<Tier> tiers() {
        return levels.stream().map(Level::tier).toList();
    }

    /**
     * What is sold under an id, whether it is open or not.
     *
     * @throws AscentException with status 404 if nothing is
     */
    public Tier tier(String id) {
        return tiers().stream()
                .filter(tier -> tier.id().equals(id))
                .findFirst()
                .orElseThrow(() -> AscentException.notFound("This offer"));
    }
}
