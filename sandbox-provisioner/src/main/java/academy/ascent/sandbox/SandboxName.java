package academy.ascent.sandbox;

import java.util.regex.Pattern;

/**
 * The name of a sandbox: a DNS label of at most 40 characters, so that it can name a namespace too.
 *
 * @param value for example {@code grade-1842-e1}
 */
public record SandboxName(String value) {
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,38}[a-z0-9])?");

    public SandboxName {
        if (!LABEL.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "Not a sandbox name (a lower-case DNS label of at most 40 characters): " + value);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
