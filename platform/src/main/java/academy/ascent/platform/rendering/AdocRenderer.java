package academy.ascent.platform.rendering;

import academy.ascent.platform.catalog.ContentException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Logger;
import org.asciidoctor.Asciidoctor;
import org.asciidoctor.Attributes;
import org.asciidoctor.Options;
import org.asciidoctor.SafeMode;
import org.asciidoctor.log.LogHandler;
import org.asciidoctor.log.LogRecord;
import org.asciidoctor.log.Severity;

/** Renders AsciiDoc; loads JRuby, which takes seconds, so make one and keep it for the whole run. */
public final class AdocRenderer implements AutoCloseable {
    /** Held here, since the logging system forgets loggers that nobody holds. */
    private static final Logger OWN_LOG = Logger.getLogger("asciidoctor");

    private final Asciidoctor asciidoctor = Asciidoctor.Factory.create();
    private final List<Remark> remarks = new ArrayList<>();
    private final LogHandler handler = record -> remarks.add(remark(record));

    public AdocRenderer() {
        OWN_LOG.setUseParentHandlers(false);
        asciidoctor.registerLogHandler(handler);
    }

    /**
     * Renders a file; pictures are found in the folder {@code images} beside it.
     *
     * @throws ContentException if the text holds what a page must not, such as a script
     */
    public Rendering render(Path file) {
        remarks.clear();
        var html = asciidoctor.convertFile(file.toFile(), options());
        var found = remarks.stream()
                .filter(remark -> remark.severity().compareTo(Severity.WARN) >= 0)
                .toList();
        return new Rendering(new RenderedText(new Markup(file).page(html == null ? "" : html)), found);
    }

    private static Options options() {
        return Options.builder()
                .toFile(false)
                .standalone(false)
                .safe(SafeMode.UNSAFE)
                .attributes(Attributes.builder()
                        .attribute("htmlsyntax", "xml")
                        .attribute("imagesdir", "images")
                        .attribute("source-highlighter", "rouge")
                        .attribute("rouge-css", "class")
                        .attribute("idprefix", "s-")
                        .attribute("idseparator", "-")
                        .attribute("example-caption", null)
                        .attribute("table-caption", null)
                        .attribute("figure-caption", null)
                        .attribute("allow-uri-read", null)
                        .build())
                .build();
    }

    private static Remark remark(LogRecord record) {
        var cursor = record.getCursor();
        return new Remark(record.getSeverity(), cursor == null ? 1 : cursor.getLineNumber(), record.getMessage());
    }

    @Override
    public void close() {
        asciidoctor.close();
    }

    /** A rendered text and what Asciidoctor had to say about its source, warnings and worse. */
    public record Rendering(RenderedText text, List<Remark> remarks) {
        public Rendering {
            remarks = List.copyOf(remarks);
        }
    }

    /** A remark about a line of the source. */
    public record Remark(Severity severity, int line, String message) {}
}
