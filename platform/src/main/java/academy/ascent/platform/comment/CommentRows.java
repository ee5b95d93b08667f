package academy.ascent.platform.comment;

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
interface CommentRows extends GenericRepository<CommentRows.Row, Long> {

    /** The table's own row, which is never read as such. */
    @MappedEntity("line_comment")
    record Row(@Id long id) {}

    /** Lets one person at a time write about a submission, so that an answer and a change do not pass each other. */
    @Query("SELECT count(*) FROM (SELECT id FROM submission WHERE id = :submission FOR UPDATE) AS locked")
    long lock(long submission);

    @Query("""
            SELECT c.id, c.path, c.line, c.author_id, a.name AS author, a.role, c.text, c.written_at, c.edited_at,
                c.deleted_at
            FROM line_comment c JOIN account a ON a.id = c.author_id
            WHERE c.submission_id = :submission ORDER BY c.path, c.line, c.id
            """)
    List<Comment> of(long submission);

    @Query("SELECT count(*) FROM line_comment WHERE submission_id = :submission AND deleted_at IS NULL")
    long count(long submission);

    @Query("""
            INSERT INTO line_comment (submission_id, path, line, author_id, text, written_at)
            VALUES (:submission, :path, :line, :author, :text, :now)
            """)
    void add(long submission, String path, int line, long author, String text, Instant now);

    /**
     * A submission with comments that nobody was told of, the last of them quiet for a while or the first of them old. It is locked,
     * so that nobody else tells of them or writes meanwhile.
     */
    @Query("""
            SELECT id FROM submission WHERE id IN (SELECT submission_id FROM line_comment WHERE told_at IS NULL
                GROUP BY submission_id HAVING max(written_at) <= :quiet OR min(written_at) <= :old)
            ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED
            """)
    Optional<Long> lockUntold(Instant quiet, Instant old);

    /** Notes that people are told of everything that was written; gives what they had not been told of. */
    @Query("UPDATE line_comment SET told_at = :now WHERE submission_id = :submission AND told_at IS NULL RETURNING id")
    List<Long> markTold(long submission, Instant now);

    @Query("UPDATE line_comment SET text = :text, edited_at = :now WHERE id = :id AND deleted_at IS NULL")
    int change(long id, String text, Instant now);

    @Query("UPDATE line_comment SET text = '', deleted_at = :now WHERE id = :id AND deleted_at IS NULL")
    int delete(long id, Instant now);
}
