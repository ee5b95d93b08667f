package academy.ascent.platform.submission;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface SubmissionRows extends GenericRepository<Submission, Long> {

    Submission save(Submission submission);

    Optional<Submission> findById(long id);

    @Query("SELECT * FROM submission WHERE account_id IN (:accountIds) AND regrade_of IS NULL ORDER BY id")
    List<Submission> findByAccountIdInOrderById(Collection<Long> accountIds);

    @Query("""
            SELECT * FROM submission WHERE account_id = :accountId AND lab = :lab AND regrade_of IS NULL ORDER BY id
            """)
    List<Submission> findByAccountIdAndLabOrderById(long accountId, String lab);

    /** The submission that a regrading measures again; 0 where it is no regrading. */
    @Query("SELECT coalesce(max(regrade_of), 0) FROM submission WHERE id = :id")
    long regradeOf(long id);

    /** 1 where a regrading belongs to a regrade that is applied. */
    @Query("""
            SELECT count(*) FROM submission s JOIN regrade g ON g.id = s.regrade_id WHERE s.id = :id AND g.state = 'APPLIED'
            """)
    long countApplied(long id);

    /** Makes a regrading of a submission, with its files; gives its number. */
    @Query("""
            WITH made AS (
                INSERT INTO submission (account_id, lab, lab_digest, number, state, handed_in_at, points, pass, regrade_id,
                    regrade_of)
                SELECT account_id, lab, :digest, number, 'QUEUED', :now, :points, :pass, :regrade, id
                FROM submission WHERE id = :submission RETURNING id),
            files AS (
                INSERT INTO submission_file (submission_id, path, digest)
                SELECT made.id, f.path, f.digest FROM submission_file f CROSS JOIN made WHERE f.submission_id = :submission)
            SELECT id FROM made
            """)
    List<Long> addRegrading(long submission, long regrade, String digest, int points, int pass, Instant now);

    /** Takes those regradings of a regrade away that no run has begun. */
    @Query("""
            WITH idle AS (SELECT id FROM submission
                WHERE regrade_id = :regrade AND state = 'QUEUED' AND epoch = 0 FOR UPDATE),
            tasks AS (DELETE FROM scheduled_tasks t USING idle
                WHERE t.task_name = 'grade' AND t.task_instance = CAST(idle.id AS text) AND NOT t.picked),
            files AS (DELETE FROM submission_file f USING idle WHERE f.submission_id = idle.id RETURNING 1),
            events AS (DELETE FROM submission_event e USING idle WHERE e.submission_id = idle.id RETURNING 1)
            SELECT id FROM idle
            """)
    List<Long> clearIdle(long regrade);

    @Query("DELETE FROM submission WHERE id IN (:ids)")
    void delete(Collection<Long> ids);

    @Query("SELECT name FROM account WHERE id = :id")
    Optional<String> learner(long id);
}
