package academy.ascent.platform.account;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface AccountRepository extends GenericRepository<Account, Long> {

    Account save(Account account);

    Optional<Account> findById(long id);

    @Query("SELECT * FROM account WHERE lower(email) = lower(:email)")
    Optional<Account> findByEmail(String email);

    /** The accounts of some numbers, of which there is at least one. */
    @Query("SELECT * FROM account WHERE id IN (:ids)")
    List<Account> findAll(Collection<Long> ids);

    @Query("UPDATE account SET password_hash = :passwordHash WHERE id = :id")
    void setPasswordHash(long id, String passwordHash);

    @Query("UPDATE account SET name = :name WHERE id = :id")
    void setName(long id, String name);

    @Query("UPDATE account SET role = :role WHERE id = :id")
    void setRole(long id, String role);

    /** Finds by a part of the address or the name; an empty part finds everyone. */
    @Query("""
            SELECT * FROM account
            WHERE strpos(lower(email), lower(:part)) > 0 OR strpos(lower(name), lower(:part)) > 0
            ORDER BY lower(name), id LIMIT :limit OFFSET :offset
            """)
    List<Account> search(String part, int limit, long offset);

    @Query("""
            SELECT count(*) FROM account
            WHERE strpos(lower(email), lower(:part)) > 0 OR strpos(lower(name), lower(:part)) > 0
            """)
    long countFound(String part);

    /** The administrators, locked until the transaction ends, so that two cannot be demoted at the same moment. */
    @Query("SELECT id FROM account WHERE role = 'ADMIN' ORDER BY id FOR UPDATE")
    List<Long> lockAdministrators();
}
