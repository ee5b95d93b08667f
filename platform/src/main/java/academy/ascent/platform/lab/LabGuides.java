package academy.ascent.platform.lab;

import academy.ascent.grader.lab.Lab;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.asciidoctor.Asciidoctor;
import org.asciidoctor.Options;
import org.asciidoctor.SafeMode;

/** Labs' guides as HTML, rendered once for each content of a lab. */
@Singleton
final class LabGuides {
    private final Map<String, String> rendered = new ConcurrentHashMap<>();

    String html(Lab lab) {
        return rendered.computeIfAbsent(lab.digest(), _ -> {
            try (var asciidoctor = Asciidoctor.Factory.create()) {
                return asciidoctor.convertFile(
                        lab.folder().resolve("guide.adoc").toFile(),
                        Options.builder().safe(SafeMode.SECURE).toFile(false).build());
            }
        });
    }
}
