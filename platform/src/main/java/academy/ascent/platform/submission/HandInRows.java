package academy.ascent.platform.submission;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;

/** The files of submissions and their places in the queue. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface HandInRows extends GenericRepository<Submission, Long> {

    /** A file as it was handed in. */
    @Introspected
    record HandedInFile(String path, String text) {}

    @Query("""
            INSERT INTO submission_file (submission_id, path, digest)
            VALUES (:submission, :path, sha256(convert_to(:text, 'UTF8')))
            """)
    void addFile(long submission, String path, String text);

    @Query("""
            SELECT f.path, convert_from(c.content, 'UTF8') AS text
            FROM submission_file f JOIN file_content c ON c.digest = f.digest
            WHERE f.submission_id = :submission ORDER BY f.path
            """)
    List<HandedInFile> files(long submission);

    /** Puts a submission into db-scheduler's own table, so that no submission is ever without its task. */
    @Query("""
            INSERT INTO scheduled_tasks (task_name, task_instance, execution_time, picked, version, priority)
            VALUES ('grade', CAST(:submission AS text), :now, false, 1, :priority)
            """)
    void enqueue(long submission, Instant now, int priority);

    /** Who has fewer gradings running goes first, regradings after everybody's (they keep their own priority); asked again whenever one starts or ends. */
    @Query("""
            UPDATE scheduled_tasks t SET priority = -r.running
            FROM (SELECT q.id, (SELECT count(*) FROM submission s WHERE s.account_id = q.account_id
                    AND s.regrade_of IS NULL AND s.state IN ('PREPARING', 'DEPLOYING', 'MEASURING')) AS running
                  FROM submission q WHERE q.state = 'QUEUED' AND q.regrade_of IS NULL) r
            WHERE t.task_name = 'grade' AND t.task_instance = CAST(r.id AS text) AND NOT t.picked
                AND t.priority <> -r.running
            """)
    void reorder();

    /** How many gradings run or will be begun before this one. */
    @Query("""
            SELECT count(*) FROM submission o
            LEFT JOIN scheduled_tasks ot ON ot.task_name = 'grade' AND ot.task_instance = CAST(o.id AS text)
            CROSS JOIN (SELECT s.handed_in_at, coalesce(t.priority, 0) AS priority FROM submission s
                LEFT JOIN scheduled_tasks t ON t.task_name = 'grade' AND t.task_instance = CAST(s.id AS text)
                WHERE s.id = :submission) me
            WHERE o.id <> :submission AND (o.state IN ('PREPARING', 'DEPLOYING', 'MEASURING')
                OR (o.state = 'QUEUED' AND (coalesce(ot.priority, 0) > me.priority
                    OR (coalesce(ot.priority, 0) = me.priority AND o.handed_in_at < me.handed_in_at))))
            """)
    long ahead(long submission);

    /** What four of five gradings of the lab took no longer than lately, in milliseconds; 90 seconds where nothing is known. */
    @Query("""
            SELECT coalesce(percentile_cont(0.8) WITHIN GROUP (ORDER BY total_millis), 90000)
            FROM (SELECT total_millis FROM submission
                WHERE lab = :lab AND state IN ('PASSED', 'FAILED') AND total_millis IS NOT NULL
                ORDER BY concluded_at DESC LIMIT 20) AS latest
            """)
    double usualMillis(String lab);
}
