package academy.ascent.benchmarks.serving;

import academy.ascent.benchmarks.host.Machine;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * All that a run found, for machines as JSON and for people as a table.
 *
 * @param quick whether it was a look only, whose figures are not to be quoted
 * @param jvmOptions what the Java servers were started with
 */
record Report(
        String started,
        boolean quick,
        Plan plan,
        List<String> jvmOptions,
        Machine machine,
        double loadAverageAfter,
        List<Findings> findings) {

    private static final ObjectMapper MAPPER = new ObjectMapper()
            .registerModule(new SimpleModule().addSerializer(Duration.class, ToStringSerializer.instance))
            .enable(SerializationFeature.INDENT_OUTPUT);

    void write(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            MAPPER.writeValue(file.toFile(), this);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void print(PrintStream out) {
        if (findings.stream().anyMatch(part -> part.figures().stream().anyMatch(Figure::disturbed))) {
            out.println(
                    "\n~ other work took more than a twentieth of a core meanwhile: such a figure is not to be quoted");
        }
        for (Findings part : findings) {
            out.printf(Locale.ROOT, "%n%-61s %12s %25s  %s%n", part.part(), "median", "least … most", "target");
            part.figures().forEach(figure -> print(figure, out));
            for (Standing standing : part.standings()) {
                if (standing instanceof Standing.NotMeasured(String name, String reason)) {
                    out.println("not measured: " + name + ": " + reason);
                }
            }
        }
    }

    private static void print(Figure figure, PrintStream out) {
        Target target = figure.target();
        String aim = "";
        if (target != null) {
            String sense = target.sense() == Target.Sense.AT_LEAST ? "≥ " : "≤ ";
            aim = sign(figure) + sense + number(target.bound());
        }
        out.printf(
                Locale.ROOT,
                "%s %-58s %12s %25s  %s%n",
                figure.disturbed() ? " ~" : "  ",
                figure.name(),
                number(figure.median()) + " " + figure.unit(),
                number(figure.min()) + " … " + number(figure.max()),
                aim);
    }

    private static String sign(Figure figure) {
        Boolean met = figure.met();
        if (met == null) {
            return "? ";
        }
        return met ? "✓ " : "✗ ";
    }

    private static String number(double value) {
        return String.format(
                Locale.ROOT, value >= 1000 ? "%,.0f" : value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : "%.2f", value);
    }

    boolean missed() {
        return findings.stream().anyMatch(part -> Figure.missed(part.figures()));
    }
}
