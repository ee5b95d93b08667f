package academy.ascent.platform.learning;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface LessonProgressRows extends GenericRepository<LessonProgress, Long> {

    List<LessonProgress> findByAccountId(long accountId);

    @Query("""
            INSERT INTO lesson_progress (account_id, level, module, lesson, completed_at)
            VALUES (:account, :level, :module, :lesson, :now)
            ON CONFLICT DO NOTHING
            """)
    int insert(long account, int level, String module, String lesson, Instant now);

    @Query("""
            DELETE FROM lesson_progress
            WHERE account_id = :account AND level = :level AND module = :module AND lesson = :lesson
            """)
    int delete(long account, int level, String module, String lesson);
}
