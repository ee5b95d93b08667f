package academy.ascent.reference.tracing;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The W3C header {@code traceparent}: {@code 00-TRACE-SPAN-FLAGS}. */
public final class TraceHeader {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}");

    private TraceHeader() {}

    /** The trace's id, or null where the header is missing or malformed. */
    public static @Nullable String traceId(@Nullable String header) {
        if (header == null) {
            return null;
        }
        Matcher matcher = FORM.matcher(header);
        return matcher.matches() ? matcher.group(1) : null;
    }
}
