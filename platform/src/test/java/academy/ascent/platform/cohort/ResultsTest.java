package academy.ascent.platform.cohort;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.platform.catalog.LabEntry;
import academy.ascent.platform.submission.Standing;
import academy.ascent.platform.submission.Submission;
import academy.ascent.platform.submission.SubmissionState;
import academy.ascent.site.Href;
import academy.ascent.site.cohort.Heading;
import academy.ascent.site.cohort.Mark;
import academy.ascent.site.cohort.ResultsPage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ResultsTest {
    private static final LabEntry FIRST = new LabEntry("first", "First lab", "", 40, 100, 80, List.of());
    private static final LabEntry SECOND = new LabEntry("second", "Second lab", "", 40, 100, 80, List.of());
    private static final MemberRows.Member ANN = member(1, "Ann");
    private static final MemberRows.Member BOB = member(2, "bob");
    private static final MemberRows.Member CAT = member(3, "Cat");

    @Test
    void aPassStandsWhateverWasHandedInLater() {
        var passed = submission(1, ANN, FIRST, SubmissionState.PASSED, 92, 20.0);
        var later = submission(2, ANN, FIRST, SubmissionState.FAULTED, null, null);

        assertThat(result(new Standing(1, "first", 2, 1, Optional.of(passed), later, Set.of(), 0, Set.of()))
                        .mark())
                .isEqualTo(Mark.PASSED);
    }

    @Test
    void whatIsNewestAndNotJudgedIsShownOverAFailure() {
        var failed = submission(1, ANN, FIRST, SubmissionState.FAILED, 40, 80.0);
        var later = submission(2, ANN, FIRST, SubmissionState.MEASURING, null, null);

        assertThat(result(new Standing(1, "first", 2, 1, Optional.of(failed), later, Set.of(), 0, Set.of()))
                        .mark())
                .isEqualTo(Mark.OPEN);
    }

    @Test
    void theBestOfSeveralFailuresIsShown() {
        var better = submission(1, ANN, FIRST, SubmissionState.FAILED, 60, 80.0);
        var later = submission(2, ANN, FIRST, SubmissionState.FAILED, 10, 900.0);

        assertThat(result(new Standing(1, "first", 2, 2, Optional.of(better), later, Set.of(), 0, Set.of()))
                        .shown())
                .contains(better);
    }

    @Test
    void whatWasNotMeasuredComesLastWhicheverWayItIsSorted() {
        var results = Results.of(
                List.of(ANN, BOB, CAT),
                List.of(FIRST),
                List.of(
                        judged(submission(1, ANN, FIRST, SubmissionState.PASSED, 92, 38.0)),
                        judged(submission(2, CAT, FIRST, SubmissionState.FAILED, 30, 12.0))));

        assertThat(learners(results, "p95", "asc")).containsExactly("Cat", "Ann", "bob");
        assertThat(learners(results, "p95", "desc")).containsExactly("Ann", "Cat", "bob");
        assertThat(learners(results, "learner", "desc")).containsExactly("Cat", "bob", "Ann");
        assertThat(learners(results, "tries", "asc")).containsExactly("Ann", "Cat", "bob");
        assertThat(learners(results, "nonsense", "")).containsExactly("Ann", "bob", "Cat");
    }

    @Test
    void theMatrixKeepsMembersThatHaveTheStateAskedFor() {
        var results = Results.of(
                List.of(ANN, BOB),
                List.of(FIRST, SECOND),
                List.of(judged(submission(1, ANN, SECOND, SubmissionState.INCONCLUSIVE, null, null))));

        var page = page(results, ResultsQuery.of("matrix", "", "inconclusive", "", "", 1));

        var matrix = (ResultsPage.Matrix) page.content();
        assertThat(matrix.rows()).extracting(ResultsPage.Row::name).containsExactly("Ann");
        assertThat(matrix.rows().getFirst().squares())
                .extracting(ResultsPage.Square::mark)
                .containsExactly(Mark.NONE, Mark.INCONCLUSIVE);
        assertThat(matrix.rows().getFirst().squares().getLast().label()).isEqualTo("Ann, Second lab: inconclusive");
    }

    @Test
    void numbersCarryTheirUnitsAndLostRequestsNeverReadAsAllAnswered() {
        var submission = submission(1, ANN, FIRST, SubmissionState.PASSED, 92, 8.04);

        assertThat(Figures.score(submission)).contains("92 of 100");
        assertThat(Figures.p95(submission)).contains("8.0 ms");
        assertThat(Figures.availability(submission)).contains("99.99 %");
    }

    @Test
    void theFindingCountsThoseWhoPassedEverything() {
        var results = Results.of(
                List.of(ANN, BOB),
                List.of(FIRST),
                List.of(judged(submission(1, ANN, FIRST, SubmissionState.PASSED, 92, 8.0))));

        var page = page(results, ResultsQuery.of("", "", "", "", "", 1));

        assertThat(page.finding()).isEqualTo("1 of 2 has passed the lab");
        assertThat(page.content()).isInstanceOf(ResultsPage.Table.class);
    }

    @Test
    void theFileHoldsWhatIsShown() {
        var results = Results.of(List.of(ANN), List.of(FIRST, SECOND), List.of());

        var page = page(results, ResultsQuery.of("table", "first", "none", "p95", "desc", 3));

        assertThat(page.filter().file().path())
                .isEqualTo("/cohorts/1/results.csv?view=table&lab=first&state=none&sort=p95&order=desc");
    }

    private static List<String> learners(Results results, String sort, String order) {
        var table = (ResultsPage.Table)
                page(results, ResultsQuery.of("table", "", "", sort, order, 1)).content();
        return table.lines().stream().map(ResultsPage.Line::learner).toList();
    }

    private static ResultsPage page(Results results, ResultsQuery query) {
        var here = Href.of("cohorts", 1);
        var heading = new Heading("Autumn", 1, "BUILD", "", "Ida", here, here, here, here, Optional.empty());
        return new ResultsView(heading, results, query).page();
    }

    private static Result result(Standing standing) {
        return new Result(ANN, FIRST, Optional.of(standing));
    }

    private static Standing judged(Submission submission) {
        var best = submission.state().isJudgement() ? Optional.of(submission) : Optional.<Submission>empty();
        return new Standing(
                submission.accountId(),
                submission.lab(),
                1,
                best.isPresent() ? 1 : 0,
                best,
                submission,
                Set.of(),
                0,
                Set.of());
    }

    static MemberRows.Member member(long id, String name) {
        return new MemberRows.Member(id, name, name + "@example.org", Instant.EPOCH, null, false);
    }

    static Submission submission(
            long id, MemberRows.Member member, LabEntry lab, SubmissionState state, Integer earned, Double p95) {
        var at = Instant.EPOCH.plus(Duration.ofHours(id));
        return new Submission(
                id,
                member.accountId(),
                lab.id(),
                "digest",
                1,
                state,
                1,
                0,
                at,
                state.isOpen() ? null : at.plusSeconds(90),
                "",
                earned,
                100,
                80,
                p95,
                earned == null ? null : 99.999,
                null,
                null);
    }
}
