package academy.ascent.platform.similarity;

import academy.ascent.platform.audit.AuditLog;
import academy.ascent.platform.identity.SignedIn;
import academy.ascent.platform.web.AscentException;
import io.micronaut.http.HttpStatus;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Asks for comparisons and shows them; who looks leaves a row in the audit log. */
@Singleton
class Reports {
    static final int MOST_WORKS = 300;
    static final int MOST_KEPT = 200;

    /** Goes up when works are compared another way, so that no old report is taken for a new one. */
    private static final String METHOD = "tiling-2";

    private final ReportRows rows;
    private final AuditLog audit;
    private final InstantSource clock;

    Reports(ReportRows rows, AuditLog audit, InstantSource clock) {
        this.rows = rows;
        this.audit = audit;
        this.clock = clock;
    }

    List<ReportRows.LabCount> labs(long cohort) {
        return rows.labs(cohort);
    }

    Optional<Report> latest(long cohort, String lab) {
        return rows.latestReport(cohort, lab);
    }

    /** Whether somebody handed in since a report was made. */
    boolean isOutdated(Report report) {
        return !digest(rows.latest(report.cohortId(), report.lab())).equals(report.digest());
    }

    /** Has what the cohort handed in last compared, unless that was done. */
    @Transactional
    void ask(SignedIn person, long cohort, String lab) {
        var latest = rows.latest(cohort, lab);
        if (latest.size() < 2 || latest.size() > MOST_WORKS) {
            throw new AscentException(
                    HttpStatus.UNPROCESSABLE_ENTITY,
                    "similarity-size",
                    "Nothing was compared",
                    "A comparison takes 2 to " + MOST_WORKS + " learners; " + latest.size()
                            + " handed something in for this lab.");
        }
        var pairs = latest.size() * (latest.size() - 1) / 2;
        var report = rows.ask(cohort, lab, digest(latest), pairs, person.id(), clock.instant())
                .getFirst();
        latest.forEach(submission -> rows.addWork(report, submission));
        audit.record(person.id(), "similarity.ask", "cohort/" + cohort, lab + ": " + latest.size() + " learners");
    }

    /** Ends a comparison with the most alike of these pairs, unless another process did. */
    @Transactional
    void finish(long report, List<Alike> pairs) {
        if (rows.finish(report, "", clock.instant()) > 0) {
            pairs.stream()
                    .filter(pair -> pair.share() > 0)
                    .sorted(Comparator.comparing(Alike::share).reversed())
                    .limit(MOST_KEPT)
                    .forEach(pair -> rows.addPair(report, pair.one(), pair.other(), pair.share(), pair.whole()));
        }
    }

    /** Two submissions and what they have in common. */
    record Alike(long one, long other, double share, boolean whole) {}

    /** The most alike pairs. */
    @Transactional
    List<ReportRows.Pair> look(SignedIn person, Report report) {
        audit.record(
                person.id(), "similarity.look", "cohort/" + report.cohortId(), report.lab() + ": the list of pairs");
        return rows.pairs(report.id());
    }

    /**
     * Notes that somebody looks at two works beside each other.
     *
     * @throws AscentException with status 404 unless they were compared in this cohort
     */
    @Transactional
    void look(SignedIn person, long cohort, String lab, long one, long other) {
        if (one >= other || rows.compared(cohort, lab, one, other) == 0) {
            throw AscentException.notFound("This pair");
        }
        audit.record(
                person.id(),
                "similarity.look",
                "cohort/" + cohort,
                lab + ": submissions " + one + " and " + other + " side by side");
    }

    private static String digest(List<Long> submissions) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest((METHOD + submissions).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
