package academy.ascent.platform.submission;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;

/** The bulky evidence of old findings. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface EvidenceRows extends GenericRepository<Submission, Long> {

    /**
     * Removes all evidence but pictures from findings of submissions that were concluded before a moment. An open appeal keeps
     * that of its submission.
     *
     * @return how many findings had some
     */
    @Query("""
            WITH thinned AS (UPDATE check_finding f SET finding = jsonb_set(f.finding, '{result,evidence}',
                jsonb_path_query_array(f.finding, '$.result.evidence[*] ? (@.kind == "picture")'))
            FROM submission s
            WHERE s.id = f.submission_id AND s.concluded_at < :before
                AND jsonb_path_exists(f.finding, '$.result.evidence[*] ? (@.kind != "picture")')
                AND NOT EXISTS (SELECT 1 FROM appeal a
                    WHERE a.submission_id = s.id AND a.withdrawn_at IS NULL AND a.answered_at IS NULL)
            RETURNING 1)
            SELECT count(*) FROM thinned
            """)
    long thin(Instant before);
}
