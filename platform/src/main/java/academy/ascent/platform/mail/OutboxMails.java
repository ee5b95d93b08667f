package academy.ascent.platform.mail;

import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface OutboxMails extends GenericRepository<OutboxMail, Long> {

    OutboxMail save(OutboxMail mail);

    List<OutboxMail> findTop50OrderByIdDesc();
}
