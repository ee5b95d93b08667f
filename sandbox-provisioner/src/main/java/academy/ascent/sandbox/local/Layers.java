package academy.ascent.sandbox.local;

import academy.ascent.sandbox.local.RuntimeImage.Layer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes the layers of images readable for the users of sandboxes: what is not is copied once, named by its digest, in which times of change count. */
final class Layers {
    private final Path cache;

    Layers(Path cache) {
        this.cache = cache;
    }

    Map<String, RuntimeImage> readable(Map<String, RuntimeImage> images) throws IOException {
        for (RuntimeImage image : images.values()) {
            for (Layer layer : image.layers()) {
                if (!Files.exists(layer.source())) {
                    throw new IOException("a runtime image needs " + layer.source() + ", which is missing");
                }
            }
        }
        return images.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> {
            try {
                return readable(entry.getValue());
            } catch (IOException failed) {
                throw new java.io.UncheckedIOException(failed);
            }
        }));
    }

    private RuntimeImage readable(RuntimeImage image) throws IOException {
        List<Layer> layers = new ArrayList<>();
        for (Layer layer : image.layers()) {
            layers.add(
                    Folders.readableByAll(layer.source()) ? layer : new Layer(copied(layer.source()), layer.target()));
        }
        return new RuntimeImage(layers, image.entrypoint(), image.arguments(), image.environment(), image.jvm());
    }

    private Path copied(Path source) throws IOException {
        Files.createDirectories(cache);
        Path kept = cache.resolve(digest(source.toRealPath()));
        if (!Files.exists(kept)) {
            Path fresh = cache.resolve("new-" + UUID.randomUUID());
            Folders.copyReadable(source.toRealPath(), fresh);
            try {
                Files.move(fresh, kept, StandardCopyOption.ATOMIC_MOVE);
            } catch (java.nio.file.DirectoryNotEmptyException | FileAlreadyExistsException other) {
                Folders.delete(fresh);
            }
        }
        return kept;
    }

    private static String digest(Path tree) throws IOException {
        MessageDigest digest = sha256();
        List<Path> files;
        try (Stream<Path> all = Files.walk(tree)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path file : files) {
            String name = tree.relativize(file) + " "
                    + Files.getLastModifiedTime(file).toMillis();
            digest.update(name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
                in.transferTo(java.io.OutputStream.nullOutputStream());
            }
        }
        return HexFormat.of().formatHex(digest.digest(), 0, 16);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        }
    }
}
