package academy.ascent.platform.lab;

import academy.ascent.grader.lab.Lab;
import academy.ascent.grader.lab.LabFiles.Access;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/** The starter's files, as far as a learner may see them. */
final class StarterText {
    private StarterText() {}

    /** The starter's text at a path; empty if there is none, it is not to be seen, or it is no text of a readable size. */
    static Optional<String> read(Lab lab, String path) {
        return file(lab, path).flatMap(StarterText::text);
    }

    /** The starter's file at a path, if a learner may see it. */
    static Optional<Path> file(Lab lab, String path) {
        if (FileRules.pathProblem(path).isPresent() || lab.files().access(path) == Access.CLOSED) {
            return Optional.empty();
        }
        return Optional.of(lab.folder().resolve("starter").resolve(path))
                .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS));
    }

    /** The bytes as UTF-8 text, or empty if they are none. */
    static Optional<String> decode(byte[] bytes) {
        try {
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.indexOf('\0') >= 0 ? Optional.empty() : Optional.of(text);
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> text(Path file) {
        try {
            return Files.size(file) > FileRules.LARGEST_FILE ? Optional.empty() : decode(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }
}
