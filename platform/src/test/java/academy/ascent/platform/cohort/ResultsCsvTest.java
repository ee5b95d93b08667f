package academy.ascent.platform.cohort;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.platform.catalog.LabEntry;
import academy.ascent.platform.submission.Standing;
import academy.ascent.platform.submission.SubmissionState;
import de.siegmar.fastcsv.reader.CsvReader;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ResultsCsvTest {
    private static final LabEntry LAB = new LabEntry("first", "First, \"best\" lab", "", 40, 100, 80, List.of());

    @Test
    void aLineHoldsPlainNumbersAndTheSubmissionsAddress() {
        var ann = ResultsTest.member(1, "Ann");
        var passed = ResultsTest.submission(7, ann, LAB, SubmissionState.PASSED, 92, 38.5);
        var result = new Result(
                ann,
                LAB,
                Optional.of(new Standing(1, "first", 3, 2, Optional.of(passed), passed, Set.of(), 0, Set.of())));

        var csv =
                ResultsCsv.of(List.of(result), submission -> "https://academy.example/submissions/" + submission.key());

        assertThat(csv.lines().toList().get(1))
                .isEqualTo("Ann,Ann@example.org,first,\"First, \"\"best\"\" lab\",passed,92,100,38.5,99.999,"
                        + "1970-01-01T07:00:00Z,3,2,https://academy.example/submissions/7,measurement,0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "+1",
                "-1",
                "@SUM(A1)",
                "\t=1",
                "\r=1",
                "\n=1",
                " =1",
                "\u00a0=1",
                "\uff1d1",
                "=HYPERLINK(\"http://x\")"
            })
    void whatASpreadsheetWouldRunBecomesText(String name) {
        assertThat(ResultsCsv.text(name)).isEqualTo("'" + name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ann", "Ann-Marie", "O'Neil", "a=b", "ann+ml@example.org", ""})
    void ordinaryNamesStayAsTheyAre(String name) {
        assertThat(ResultsCsv.text(name)).isEqualTo(name);
    }

    @Property(tries = 500)
    void everyNameComesBackWholeAndStartsNoFormula(@ForAll String name) {
        var member = ResultsTest.member(1, name);

        var csv = ResultsCsv.of(List.of(new Result(member, LAB, Optional.empty())), _ -> "");

        var cell = CsvReader.builder().ofCsvRecord(csv).stream()
                .skip(1)
                .findFirst()
                .orElseThrow()
                .getField(0);
        assertThat(cell).isIn(name, "'" + name);
        assertThat(cell.strip()).doesNotStartWith("=").doesNotStartWith("@").doesNotStartWith("+");
    }
}
