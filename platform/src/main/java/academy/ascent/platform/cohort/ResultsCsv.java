package academy.ascent.platform.cohort;

import academy.ascent.platform.submission.Standing;
import academy.ascent.platform.submission.Submission;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Results as comma-separated values (RFC 4180). What people typed is marked as text where a spreadsheet would take it for a
 * formula, as OWASP's note on CSV injection asks.
 */
final class ResultsCsv {
    private static final Pattern FORMULA = Pattern.compile(
            "([\\s\\p{Cntrl}]*[=+\\-@|%\uFF1D\uFF0B\uFF0D\uFF20]|[\\t\\r\\n]).*",
            Pattern.DOTALL | Pattern.UNICODE_CHARACTER_CLASS);

    private ResultsCsv() {}

    /**
     * @param address makes a submission's address of its number
     */
    static String of(List<Result> results, Function<Submission, String> address) {
        var text = new StringWriter();
        var csv = CsvWriter.builder().bufferSize(0).build(text);
        csv.writeRecord(
                "learner",
                "email",
                "lab",
                "lab_title",
                "state",
                "score",
                "points",
                "p95_ms",
                "availability_percent",
                "handed_in_at",
                "tries",
                "judged_tries",
                "submission",
                "graded_by",
                "late_days");
        for (var result : results) {
            var shown = result.shown();
            csv.writeRecord(
                    text(result.member().name()),
                    text(result.member().email()),
                    text(result.lab().id()),
                    text(result.lab().title()),
                    result.mark().key(),
                    number(shown.map(Submission::earned).orElse(null)),
                    number(shown.map(Submission::points).orElse(null)),
                    number(shown.map(Submission::p95Millis).orElse(null)),
                    number(shown.map(Submission::availabilityPercent).orElse(null)),
                    number(shown.map(Submission::handedInAt).orElse(null)),
                    number(result.tries()),
                    number(result.standing().map(Standing::attempts).orElse(0)),
                    shown.map(address).orElse(""),
                    shown.map(_ -> result.isDecided() ? "person" : "measurement")
                            .orElse(""),
                    number(result.lateDays()));
        }
        return text.toString();
    }

    /** Text that no spreadsheet runs. */
    static String text(String typed) {
        return FORMULA.matcher(typed).matches() ? "'" + typed : typed;
    }

    private static String number(@Nullable Object number) {
        return number == null ? "" : number.toString();
    }
}
