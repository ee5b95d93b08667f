package academy.ascent.platform.submission;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface SubmissionRows extends GenericRepository<Submission, Long> {

    Submission save(Submission submission);

    Optional<Submission> findById(long id);

    List<Submission> findByAccountIdInOrderById(Collection<Long> accountIds);

    List<Submission> findByAccountIdAndLabOrderById(long accountId, String lab);

    @Query("SELECT name FROM account WHERE id = :id")
    Optional<String> learner(long id);
}
