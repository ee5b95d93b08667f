package academy.ascent.platform.rendering;

import academy.ascent.platform.catalog.ContentException;
import academy.ascent.platform.config.AscentConfig;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every lesson and every lab's guide, rendered; made when the platform starts, so that a request only reads. */
@Singleton
public final class RenderedTexts {
    private static final Logger LOG = LoggerFactory.getLogger(RenderedTexts.class);

    private final Map<Path, RenderedText> texts;

    @Inject
    RenderedTexts(AscentConfig config) {
        this(all(config.home(), RenderCache.ofUser(), LOG::info));
    }

    private RenderedTexts(Map<Path, RenderedText> texts) {
        this.texts = Map.copyOf(texts);
    }

    /**
     * Reads the texts of an installation from the cache and renders what is missing there.
     *
     * @param progress hears of every text that has to be rendered
     * @throws ContentException if a text cannot be rendered
     */
    static Map<Path, RenderedText> all(Path home, RenderCache cache, Consumer<String> progress) {
        var texts = new LinkedHashMap<Path, RenderedText>();
        var missing = new LinkedHashMap<Path, String>();
        for (var source : sources(home)) {
            var digest = cache.digest(source);
            cache.find(digest).ifPresentOrElse(text -> texts.put(key(source), text), () -> missing.put(source, digest));
        }
        if (!missing.isEmpty()) {
            progress.accept("Rendering " + missing.size() + " texts that changed…");
            render(missing, cache, progress).forEach((source, text) -> texts.put(key(source), text));
        }
        return texts;
    }

    private static Map<Path, RenderedText> render(
            Map<Path, String> missing, RenderCache cache, Consumer<String> progress) {
        var texts = new LinkedHashMap<Path, RenderedText>();
        try (var renderer = new AdocRenderer()) {
            missing.forEach((source, digest) -> {
                var rendering = renderer.render(source);
                rendering.remarks().forEach(remark -> LOG.warn("{}:{}: {}", source, remark.line(), remark.message()));
                cache.keep(digest, rendering.text());
                texts.put(source, rendering.text());
                progress.accept("  " + texts.size() + "/" + missing.size() + " " + source.getFileName());
            });
        }
        return texts;
    }

    /** The sources that are rendered: {@code curriculum/level/module/lesson.adoc} and {@code labs/lab/guide.adoc}. */
    public static List<Path> sources(Path home) {
        return Stream.of(found(home.resolve("curriculum"), 3), found(home.resolve("labs"), 2))
                .flatMap(List::stream)
                .toList();
    }

    private static List<Path> found(Path folder, int depth) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.find(
                folder,
                depth,
                (file, attributes) ->
                        attributes.isRegularFile() && file.toString().endsWith(".adoc"))) {
            return files.filter(file -> file.getNameCount() == folder.getNameCount() + depth)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new ContentException(folder + ": cannot be read (" + e.getMessage() + ")", e);
        }
    }

    /**
     * The text of a source.
     *
     * @throws IllegalArgumentException if it is none of {@link #sources}
     */
    public RenderedText of(Path source) {
        var text = texts.get(key(source));
        if (text == null) {
            throw new IllegalArgumentException("Not rendered at start: " + source);
        }
        return text;
    }

    private static Path key(Path source) {
        return source.toAbsolutePath().normalize();
    }
}
