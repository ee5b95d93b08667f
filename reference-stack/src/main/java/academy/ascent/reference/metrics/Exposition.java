package academy.ascent.reference.metrics;

/**
 * A page in Prometheus' text exposition format, version 0.0.4. Values of labels that are not plain names must be written
 * by {@link #label}.
 */
public final class Exposition {
    private final StringBuilder page = new StringBuilder(4096);

    /** Begins a family: all its samples follow. */
    public void family(String name, String type, String help) {
        page.append("# HELP ").append(name).append(' ').append(help).append('\n');
        page.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    /** One sample; {@code labels} as they stand between the braces. */
    public void sample(String name, String labels, long value) {
        head(name, labels).append(value).append('\n');
    }

    /** One sample; {@code labels} as they stand between the braces. */
    public void sample(String name, String labels, double value) {
        head(name, labels).append(value).append('\n');
    }

    /** {@code name="value"}, with the value's quotes, backslashes and line breaks escaped. */
    public static String label(String name, String value) {
        return name + "=\"" + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }

    private StringBuilder head(String name, String labels) {
        page.append(name);
        if (!labels.isEmpty()) {
            page.append('{').append(labels).append('}');
        }
        return page.append(' ');
    }

    @Override
    public String toString() {
        return page.toString();
    }
}
