package academy.ascent.reference.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import academy.ascent.reference.http.Request;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;

/** What all pages have in common: their frame, and how text, numbers and times are written. */
public final class Html {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String STYLE = style();

    private Html() {}

    /** Whether a page is wanted and not JSON: the address decides, else whether the client, as browsers do, names HTML. */
    public static boolean isWanted(Request request) {
        String format = request.query().get("format");
        if (format != null) {
            return format.equals("html");
        }
        return request.headers().getOrDefault("accept", "").contains("text/html");
    }

    /** A whole page; {@code title} is text, {@code body} is markup. */
    public static String page(String title, String body) {
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

    /** Text as markup. */
    public static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** A number with four significant digits. */
    public static String number(double number) {
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

    /** A count with its thousands apart. */
    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** A share in percent, with one decimal. */
    public static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f\u00a0%%", share * 100);
    }

    /** A time as markup, in UTC. */
    public static String time(Instant instant) {
        return "<time datetime=\"" + instant + "\">" + TIME.format(instant) + " UTC</time>";
    }

    private static String style() {
        try (InputStream file = Html.class.getResourceAsStream("page.css")) {
            return new String(
                    Objects.requireNonNull(file, "page.css is missing").readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
