package academy.ascent.platform.rendering;

import academy.ascent.platform.catalog.ContentException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.asciidoctor.Asciidoctor;

/** Rendered texts in a folder, each named by the digest of its source, its pictures and the renderer. */
final class RenderCache {
    private static final Pattern IMAGE = Pattern.compile("(?m)image::?([^\\[\\s]+)\\[");
    private static final List<Class<?>> RENDERER = List.of(AdocRenderer.class, Markup.class, HtmlWriter.class);

    private final Path folder;
    private final byte[] renderer;

    RenderCache(Path folder) {
        this.folder = folder;
        this.renderer = renderer();
    }

    /** The cache of this person on this machine: {@code $XDG_CACHE_HOME/ascent/texts}, or below {@code ~/.cache}. */
    static RenderCache ofUser() {
        var xdg = System.getenv("XDG_CACHE_HOME");
        var base = xdg == null || xdg.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(xdg);
        return new RenderCache(base.resolve("ascent").resolve("texts"));
    }

    Optional<RenderedText> find(String digest) {
        try {
            return Optional.of(new RenderedText(Files.readString(entry(digest))));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the rendered text " + entry(digest), e);
        }
    }

    /** Written beside and renamed, so that nobody reads half a text. */
    void keep(String digest, RenderedText text) {
        try {
            Files.createDirectories(folder);
            var fresh = Files.createTempFile(folder, digest, ".new");
            Files.writeString(fresh, text.html());
            Files.move(fresh, entry(digest), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot keep a rendered text in " + folder, e);
        }
    }

    private Path entry(String digest) {
        return folder.resolve(digest + ".html");
    }

    /** SHA-256 (hex) of the source, every picture that it names, and the code that renders it. */
    String digest(Path source) {
        try {
            var text = Files.readString(source);
            var digest = sha256();
            digest.update(renderer);
            digest.update(text.getBytes(StandardCharsets.UTF_8));
            for (var image : IMAGE.matcher(text).results().toList()) {
                var file = source.resolveSibling("images").resolve(image.group(1));
                digest.update((byte) 0);
                digest.update(Files.isRegularFile(file) ? Files.readAllBytes(file) : new byte[0]);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new ContentException(source + ": cannot be read as UTF-8 text (" + e.getMessage() + ")", e);
        }
    }

    /** The renderer's own class files and Asciidoctor's jar name: nobody has to remember to raise a version. */
    private static byte[] renderer() {
        var digest = sha256();
        for (var part : RENDERER) {
            try (var in = part.getResourceAsStream(part.getSimpleName() + ".class")) {
                digest.update(in == null ? new byte[0] : in.readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        var source = Asciidoctor.class.getProtectionDomain().getCodeSource();
        var jar = source == null ? "" : Path.of(source.getLocation().getPath()).getFileName();
        digest.update(String.valueOf(jar).getBytes(StandardCharsets.UTF_8));
        return digest.digest();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
