package academy.ascent.sandbox.admission;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Kubernetes' rules for names, with the API server's explanations. */
enum Names {
    SUBDOMAIN(
            253,
            "[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*",
            "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must"
                    + " start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is"
                    + " '%s')"),
    LABEL(
            63,
            "[a-z0-9]([-a-z0-9]*[a-z0-9])?",
            "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and"
                    + " end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is"
                    + " '%s')"),
    LABEL_VALUE(
            63,
            "(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?",
            "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must"
                    + " start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345',"
                    + " regex used for validation is '%s')"),
    LABEL_KEY(
            317,
            "([a-z0-9]([-a-z0-9.]*[a-z0-9])?/)?([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]",
            "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an"
                    + " alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation"
                    + " is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')"),
    ENVIRONMENT(
            4096,
            "[\\x20-\\x3c\\x3e-\\x7e]+",
            "a valid environment variable name must consist only of printable ASCII characters other than '='"),
    CONFIG_KEY(
            253,
            "[-._a-zA-Z0-9]+",
            "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or"
                    + " 'KEY_NAME',  or 'key-name', regex used for validation is '%s')");

    private final int longest;
    private final Pattern pattern;
    private final String explanation;

    Names(int longest, String regex, String explanation) {
        this.longest = longest;
        this.pattern = Pattern.compile(regex);
        this.explanation = explanation.formatted(regex);
    }

    void check(String field, @Nullable String value, Findings findings) {
        if (value == null || value.isEmpty() && this != LABEL_VALUE) {
            findings.required(field);
        } else {
            checkGiven(field, value, findings);
        }
    }

    /** Like {@link #check}, but for a field in which an empty name is a wrong one, not a missing one. */
    void checkGiven(String field, String value, Findings findings) {
        if (!matches(value)) {
            // A label is one part of a subdomain, so that only dots can make a subdomain a wrong label.
            boolean dots = this == LABEL && SUBDOMAIN.matches(value);
            findings.invalid(field, value, dots ? "must not contain dots" : explanation);
        } else if (value.length() > longest) {
            findings.invalid(field, value, "must be no more than " + longest + " characters");
        }
    }

    boolean matches(String value) {
        return pattern.matcher(value).matches();
    }
}
