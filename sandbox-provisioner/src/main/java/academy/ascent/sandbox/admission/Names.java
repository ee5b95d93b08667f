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
            "a valid environment variable name must consist only of printable ASCII characters other than '='");

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
        } else if (!pattern.matcher(value).matches()) {
            findings.invalid(field, value, explanation);
        } else if (value.length() > longest) {
            findings.invalid(field, value, "must be no more than " + longest + " characters");
        }
    }
}
