package academy.ascent.benchmarks.grading;

import academy.ascent.benchmarks.host.CannotMeasure;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The file in which the bench's report is kept while it runs.
 *
 * @param path of the file
 */
record ReportFile(Path path) {
    private static final ObjectMapper MAPPER = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            // What is derived is written for readers, and derived again.
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    /**
     * What an earlier run has left.
     *
     * @param now a report without results, of this run
     * @throws CannotMeasure if there is none, or one that cannot be read, or of another build or machine, whose figures say nothing about this one
     */
    GradingReport earlier(GradingReport now) throws IOException {
        if (!Files.exists(path)) {
            throw new CannotMeasure("there is nothing to continue: " + path + " is missing; run without --continue");
        }
        GradingReport report = read();
        if (!now.build().equals(report.build()) || !report.machine().isSameAs(now.machine())) {
            throw new CannotMeasure(path + " is of another build or another machine (" + report.build() + ", "
                    + report.machine() + "; now " + now.build() + ", " + now.machine() + "); run without --continue");
        }
        return report;
    }

    private GradingReport read() throws IOException {
        try {
            return MAPPER.readValue(path.toFile(), GradingReport.class);
        } catch (JacksonException e) {
            throw new CannotMeasure(path + " is no report that this bench can continue (" + e.getOriginalMessage()
                    + "); run without --continue");
        }
    }

    /** Replaces the file as a whole, so that a run that is ended meanwhile leaves the one before. */
    void write(GradingReport report) throws IOException {
        Files.createDirectories(path.getParent());
        Path fresh = path.resolveSibling(path.getFileName() + ".new");
        MAPPER.writeValue(fresh.toFile(), report);
        Files.move(fresh, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
