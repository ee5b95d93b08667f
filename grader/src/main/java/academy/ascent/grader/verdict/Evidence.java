package academy.ascent.grader.verdict;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Something that a finding can be checked against.
 *
 * @param title the finding it shows
 * @param alternative the same in words, with the numbers
 * @param content an SVG for {@code PICTURE}; plain text for {@code LOG} and {@code EXAMPLE}; a compressed HdrHistogram
 *     in Base64 (microseconds) for {@code HISTOGRAM}
 */
public record Evidence(Kind kind, String title, String alternative, String content) {

    /** What the content is. */
    public enum Kind {
        @JsonProperty("picture")
        PICTURE,
        @JsonProperty("log")
        LOG,
        @JsonProperty("example")
        EXAMPLE,
        @JsonProperty("histogram")
        HISTOGRAM
    }
}
