package academy.ascent.reference.drift.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;

/** What all pages have in common: their frame, and how text, numbers and times are written. */
final class Html {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String STYLE = style();

    private Html() {}

    /** A whole page; {@code title} is text, {@code body} is markup. */
    static String page(String title, String body) {
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s</title>
                <style>%s</style>
                </head>
                <body>
                %s</body>
                </html>
                """.formatted(escaped(title), STYLE, body);
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** A number with four significant digits. */
    static String number(double number) {
        if (!Double.isFinite(number)) {
            return "–";
        }
        double size = Math.abs(number);
        if (number == 0 || size >= 1e-4 && size < 1e7) {
            String plain = String.format(Locale.ROOT, size >= 1000 ? "%.0f" : size >= 1 ? "%.3f" : "%.4f", number);
            return plain.contains(".") ? plain.replaceAll("\\.?0+$", "") : plain;
        }
        return String.format(Locale.ROOT, "%.2e", number);
    }

    static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f\u00a0%%", share * 100);
    }

    static String time(Instant instant) {
        return "<time datetime=\"" + instant + "\">" + TIME.format(instant) + " UTC</time>";
    }

    private static String style() {
        try (InputStream file = Html.class.getResourceAsStream("report.css")) {
            return new String(
                    Objects.requireNonNull(file, "report.css is missing").readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
