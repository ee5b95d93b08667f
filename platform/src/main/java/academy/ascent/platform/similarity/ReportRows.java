package academy.ascent.platform.similarity;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface ReportRows extends GenericRepository<ReportRows.Row, Long> {

    /** The table's own row, which is never read as such. */
    @MappedEntity("similarity_report")
    record Row(@Id long id) {}

    /** A lab that members handed something in for. */
    @Introspected
    record LabCount(String lab, long learners) {}

    /** Two works and how alike they are. */
    @Introspected
    record Pair(long one, String oneLearner, long other, String otherLearner, double share, boolean whole) {}

    @Query("""
            SELECT s.lab, count(DISTINCT s.account_id) AS learners FROM submission s
            JOIN cohort_member m ON m.account_id = s.account_id
            WHERE m.cohort_id = :cohort AND m.left_at IS NULL AND s.regrade_of IS NULL
            GROUP BY s.lab ORDER BY s.lab
            """)
    List<LabCount> labs(long cohort);

    /** What each present member handed in last for a lab. */
    @Query("""
            SELECT max(s.id) FROM submission s JOIN cohort_member m ON m.account_id = s.account_id
            WHERE m.cohort_id = :cohort AND m.left_at IS NULL AND s.lab = :lab AND s.regrade_of IS NULL
            GROUP BY s.account_id ORDER BY max(s.id)
            """)
    List<Long> latest(long cohort, String lab);

    @Query("""
            SELECT r.id, r.cohort_id, r.lab, r.digest, r.pairs, r.done, a.name AS asker, r.asked_at, r.finished_at, r.problem,
                (SELECT count(*) FROM similarity_work w WHERE w.report_id = r.id) AS works
            FROM similarity_report r JOIN account a ON a.id = r.asked_by
            WHERE r.cohort_id = :cohort AND r.lab = :lab ORDER BY r.asked_at DESC, r.id DESC LIMIT 1
            """)
    Optional<Report> latestReport(long cohort, String lab);

    @Query("""
            SELECT r.id, r.cohort_id, r.lab, r.digest, r.pairs, r.done, a.name AS asker, r.asked_at, r.finished_at, r.problem,
                (SELECT count(*) FROM similarity_work w WHERE w.report_id = r.id) AS works
            FROM similarity_report r JOIN account a ON a.id = r.asked_by WHERE r.id = :id
            """)
    Optional<Report> find(long id);

    /** Asks for a report; one of the same works that went well is brought forward as it is, one that broke off is made anew. */
    @Query("""
            INSERT INTO similarity_report AS r (cohort_id, lab, digest, pairs, asked_by, asked_at)
            VALUES (:cohort, :lab, :digest, :pairs, :by, :now)
            ON CONFLICT (cohort_id, lab, digest) DO UPDATE SET asked_by = :by, asked_at = :now, problem = '',
                finished_at = CASE WHEN r.problem = '' THEN r.finished_at END
            RETURNING id
            """)
    List<Long> ask(long cohort, String lab, String digest, int pairs, long by, Instant now);

    @Query(
            "INSERT INTO similarity_work (report_id, submission_id) VALUES (:report, :submission) ON CONFLICT DO NOTHING")
    void addWork(long report, long submission);

    @Query("SELECT submission_id FROM similarity_work WHERE report_id = :report ORDER BY submission_id")
    List<Long> works(long report);

    /** Takes one report that nobody works on, or whose worker fell silent. */
    @Query("""
            UPDATE similarity_report SET claimed_at = :now, done = 0
            WHERE id = (SELECT id FROM similarity_report
                WHERE finished_at IS NULL AND (claimed_at IS NULL OR claimed_at < :silent)
                ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING id
            """)
    List<Long> claim(Instant now, Instant silent);

    @Query("UPDATE similarity_report SET claimed_at = :now, done = :done WHERE id = :report AND finished_at IS NULL")
    void progress(long report, int done, Instant now);

    /** Gives 0 where another process finished it meanwhile. */
    @Query("""
            UPDATE similarity_report SET finished_at = :now, problem = :problem, claimed_at = NULL,
                done = CASE WHEN :problem = '' THEN pairs ELSE done END
            WHERE id = :report AND finished_at IS NULL
            """)
    int finish(long report, String problem, Instant now);

    @Query("""
            INSERT INTO similarity_pair (report_id, one, other, share, whole)
            VALUES (:report, :one, :other, :share, :whole)
            """)
    void addPair(long report, long one, long other, double share, boolean whole);

    /** Those of present members, the most alike first. */
    @Query("""
            SELECT p.one, a.name AS one_learner, p.other, b.name AS other_learner, p.share, p.whole FROM similarity_pair p
            JOIN similarity_report r ON r.id = p.report_id
            JOIN submission s ON s.id = p.one JOIN account a ON a.id = s.account_id
            JOIN submission t ON t.id = p.other JOIN account b ON b.id = t.account_id
            JOIN cohort_member m ON m.cohort_id = r.cohort_id AND m.account_id = a.id AND m.left_at IS NULL
            JOIN cohort_member n ON n.cohort_id = r.cohort_id AND n.account_id = b.id AND n.left_at IS NULL
            WHERE p.report_id = :report ORDER BY p.share DESC, p.one, p.other
            """)
    List<Pair> pairs(long report);

    /** 0 where two works were not compared in this cohort, or one of both learners is in it no more. */
    @Query("""
            SELECT count(*) FROM similarity_work v JOIN similarity_work w ON w.report_id = v.report_id
            JOIN similarity_report r ON r.id = v.report_id
            JOIN submission s ON s.id = v.submission_id JOIN submission t ON t.id = w.submission_id
            JOIN cohort_member m ON m.cohort_id = r.cohort_id AND m.account_id = s.account_id AND m.left_at IS NULL
            JOIN cohort_member n ON n.cohort_id = r.cohort_id AND n.account_id = t.account_id AND n.left_at IS NULL
            WHERE r.cohort_id = :cohort AND r.lab = :lab AND v.submission_id = :one AND w.submission_id = :other
            """)
    long compared(long cohort, String lab, long one, long other);
}
