package academy.ascent.platform.lab;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Workspaces and their versions; texts are hashed and kept by the database. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface WorkspaceRows extends GenericRepository<Workspace, Long> {

    /** The workspace's id; made if it is not there, and locked until the transaction ends. */
    @Query("""
            INSERT INTO workspace (account_id, lab, created_at) VALUES (:account, :lab, :now)
            ON CONFLICT (account_id, lab) DO UPDATE SET lab = excluded.lab RETURNING id
            """)
    long lock(long account, String lab, Instant now);

    /** The newest version of every file that was ever saved, removed ones too. */
    @Query("""
            SELECT DISTINCT ON (v.path) v.path, v.number, encode(v.digest, 'hex') AS digest,
                coalesce(length(c.content), 0) AS size, v.origin, v.created_at
            FROM workspace w
            JOIN file_version v ON v.workspace_id = w.id
            LEFT JOIN file_content c ON c.digest = v.digest
            WHERE w.account_id = :account AND w.lab = :lab
            ORDER BY v.path, v.number DESC
            """)
    List<FileVersion> current(long account, String lab);

    @Query("""
            SELECT v.path, v.number, encode(v.digest, 'hex') AS digest,
                coalesce(length(c.content), 0) AS size, v.origin, v.created_at
            FROM workspace w
            JOIN file_version v ON v.workspace_id = w.id
            LEFT JOIN file_content c ON c.digest = v.digest
            WHERE w.account_id = :account AND w.lab = :lab AND v.path = :path
            ORDER BY v.number DESC LIMIT 200
            """)
    List<FileVersion> history(long account, String lab, String path);

    @Query("SELECT convert_from(content, 'UTF8') FROM file_content WHERE digest = decode(:digest, 'hex')")
    Optional<String> text(String digest);

    @Query("""
            INSERT INTO file_content (digest, content)
            VALUES (sha256(convert_to(:text, 'UTF8')), convert_to(:text, 'UTF8')) ON CONFLICT DO NOTHING
            """)
    void keep(String text);

    @Query("""
            INSERT INTO file_version (workspace_id, path, number, digest, origin, created_at)
            VALUES (:workspace, :path, :number, sha256(convert_to(:text, 'UTF8')), :origin, :now)
            """)
    void add(long workspace, String path, int number, String text, String origin, Instant now);

    @Query("""
            INSERT INTO file_version (workspace_id, path, number, digest, origin, created_at)
            VALUES (:workspace, :path, :number, NULL, 'REMOVED', :now)
            """)
    void addRemoval(long workspace, String path, int number, Instant now);
}
