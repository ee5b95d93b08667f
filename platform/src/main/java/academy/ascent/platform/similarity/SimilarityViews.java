package academy.ascent.platform.similarity;

import academy.ascent.grader.lab.Lab;
import academy.ascent.platform.cohort.CohortDoor;
import academy.ascent.site.Href;
import academy.ascent.site.similarity.PairPage;
import academy.ascent.site.similarity.PairsPage;
import java.util.List;
import java.util.Optional;

/** Comparisons as their pages show them. */
final class SimilarityViews {
    private SimilarityViews() {}

    static String word(Optional<Report> report) {
        return report.map(one -> !one.isFinished() ? "comparing" : one.problem().isEmpty() ? "compared" : "broke off")
                .orElse("not compared");
    }

    static PairsPage pairs(
            CohortDoor.Open cohort, Lab lab, Optional<Report> report, List<ReportRows.Pair> pairs, boolean outdated) {
        return new PairsPage(
                cohort.heading(),
                lab.title(),
                SimilarityController.href(cohort.id(), lab.id()),
                report.map(one -> state(one, outdated)),
                pairs.stream().map(pair -> row(cohort, lab, pair)).toList(),
                pairs.size() == Reports.MOST_KEPT);
    }

    private static PairsPage.State state(Report report, boolean outdated) {
        return new PairsPage.State(
                report.works() + " learners, " + report.pairs() + (report.pairs() == 1 ? " pair" : " pairs"),
                report.done(),
                report.pairs(),
                report.isFinished(),
                report.problem(),
                outdated,
                report.asker(),
                report.askedAt());
    }

    private static PairsPage.Row row(CohortDoor.Open cohort, Lab lab, ReportRows.Pair pair) {
        return new PairsPage.Row(
                pair.oneLearner(),
                pair.otherLearner(),
                share(pair.share(), pair.whole()),
                Href.of("cohorts", cohort.id(), "similarity", lab.id(), pair.one(), pair.other()));
    }

    static PairPage pair(CohortDoor.Open cohort, Lab lab, Works.Both both) {
        var passages = both.likeness().passages();
        return new PairPage(
                cohort.heading(),
                lab.title(),
                SimilarityController.href(cohort.id(), lab.id()),
                share(both.likeness().share(), both.likeness().whole()),
                passages.size(),
                new SideView(
                                both.one(),
                                "l",
                                "r",
                                passages.stream().map(Likeness.Passage::one).toList())
                        .side(),
                new SideView(
                                both.other(),
                                "r",
                                "l",
                                passages.stream().map(Likeness.Passage::other).toList())
                        .side());
    }

    private static String share(double share, boolean whole) {
        var percent = Math.round(share * 100) + " %";
        return whole ? percent : percent + ", compared in part";
    }
}
