package academy.ascent.platform.submission;

import academy.ascent.grader.lab.Lab;
import academy.ascent.platform.lab.HandIns;
import academy.ascent.site.Href;
import academy.ascent.site.lab.LabPage;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Tells labs' pages what was handed in. */
@Singleton
final class SubmissionHandIns implements HandIns {
    private static final int SHOWN = 5;

    private final Submissions submissions;
    private final Terms terms;
    private final Pauses pauses;
    private final InstantSource clock;

    SubmissionHandIns(Submissions submissions, Terms terms, Pauses pauses, InstantSource clock) {
        this.submissions = submissions;
        this.terms = terms;
        this.pauses = pauses;
        this.clock = clock;
    }

    @Override
    public LabPage.HandIn of(long account, Lab lab) {
        var handedIn = submissions.of(account, lab.id());
        var graded = submissions.graded(account, lab.id());
        return new LabPage.HandIn(
                lab.points(),
                lab.pass(),
                lab.grading().size(),
                handedIn.stream()
                        .filter(one -> one.state().isOpen())
                        .findFirst()
                        .map(SubmissionHandIns::href),
                Cooldown.nextTry(lab, handedIn, clock.instant()),
                graded.stream().anyMatch(one -> one.state() == SubmissionState.PASSED),
                terms.of(account, lab, clock.instant()),
                pauses.reason(lab.id()),
                graded.reversed().stream()
                        .limit(SHOWN)
                        .map(one -> new LabPage.Row(
                                one.number(), one.state().word(), result(one), one.handedInAt(), href(one)))
                        .toList());
    }

    @Override
    public Map<String, Brief> briefs(long account, List<Lab> labs) {
        return submissions.standings(List.of(account)).stream()
                .collect(Collectors.toMap(Standing::lab, SubmissionHandIns::brief));
    }

    private static Brief brief(Standing standing) {
        var shown = standing.latest().state().isOpen()
                ? standing.latest()
                : standing.best().orElse(standing.latest());
        var result = result(shown);
        return new Brief(shown.state().word(), result.isEmpty() ? "" : result + " points");
    }

    private static String result(Submission submission) {
        return submission.earned() == null ? "" : submission.earned() + " of " + submission.points();
    }

    static Href href(Submission submission) {
        return Href.of("submissions", submission.key());
    }
}
