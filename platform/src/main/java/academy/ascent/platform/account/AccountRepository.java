package academy.ascent.platform.account;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.Optional;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface AccountRepository extends GenericRepository<Account, Long> {

    Account save(Account account);

    Optional<Account> findById(long id);

    @Query("SELECT * FROM account WHERE lower(email) = lower(:email)")
    Optional<Account> findByEmail(String email);

    @Query("UPDATE account SET password_hash = :passwordHash WHERE id = :id")
    void setPasswordHash(long id, String passwordHash);

    @Query("UPDATE account SET role = :role WHERE id = :id")
    void setRole(long id, String role);
}
