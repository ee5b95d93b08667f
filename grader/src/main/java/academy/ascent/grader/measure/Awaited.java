package academy.ascent.grader.measure;

import academy.ascent.grader.host.TimeSlice;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A process that is started ahead of its work: its arguments come as the first line of standard input, a JSON array of
 * strings. When the input ends instead, nobody will want it any more.
 */
public final class Awaited {
    /** The only argument of such a process. */
    public static final String WORD = "await";

    private Awaited() {}

    /** The arguments as the line that hands them over. */
    public static String line(List<String> arguments) {
        try {
            return Json.MAPPER.writeValueAsString(arguments) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Arguments that are no JSON: " + arguments, e);
        }
    }

    /** The given arguments, or what is handed over if they are {@link #WORD}; waits for it. */
    public static String[] arguments(String[] given) {
        if (!List.of(given).equals(List.of(WORD))) {
            return given;
        }
        TimeSlice.shorten();
        try {
            String line = line();
            if (line.isEmpty()) {
                System.exit(0);
            }
            return Json.MAPPER.readValue(line, String[].class);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the awaited arguments", e);
        }
    }

    /** Byte by byte: what follows the line is not for us. */
    private static String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = System.in.read(); next >= 0 && next != '\n'; next = System.in.read()) {
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8);
    }
}
