package academy.ascent.platform.account;

import academy.ascent.platform.audit.AuditLog;
import academy.ascent.platform.identity.Role;
import academy.ascent.platform.identity.SignedIn;
import academy.ascent.platform.web.Paging;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;

/** Finds accounts and gives them roles. */
@Singleton
class People {
    private final AccountRepository repository;
    private final AuditLog audit;

    People(AccountRepository repository, AuditLog audit) {
        this.repository = repository;
        this.audit = audit;
    }

    /** How a change of role ended. */
    enum Change {
        DONE,
        NO_SUCH_ACCOUNT,
        OWN_ROLE,
        LAST_ADMINISTRATOR
    }

    /**
     * One page of the accounts whose address or name holds a part.
     *
     * @param page from 1
     */
    Found search(String part, int page) {
        var total = repository.countFound(part);
        var paging = Paging.of(total, page);
        return new Found(repository.search(part, Paging.SIZE, paging.before()), paging, total);
    }

    record Found(List<Account> accounts, Paging paging, long total) {}

    /** Gives an account a role; nobody takes their own role away, and one administrator always remains. */
    @Transactional
    Change setRole(SignedIn administrator, long id, Role role) {
        var administrators = repository.lockAdministrators();
        var found = repository.findById(id);
        if (found.isEmpty()) {
            return Change.NO_SUCH_ACCOUNT;
        }
        if (!administrators.contains(administrator.id())) {
            // Demoted by somebody else while this form was on its way.
            return Change.NO_SUCH_ACCOUNT;
        }
        if (id == administrator.id() && role != Role.ADMIN) {
            return Change.OWN_ROLE;
        }
        if (role != Role.ADMIN && administrators.equals(List.of(id))) {
            return Change.LAST_ADMINISTRATOR;
        }
        var before = found.get().role();
        if (before != role) {
            repository.setRole(id, role.name());
            audit.record(
                    administrator.id(),
                    "account.role",
                    "account/" + id,
                    "from " + before.name().toLowerCase(Locale.ROOT) + " to "
                            + role.name().toLowerCase(Locale.ROOT));
        }
        return Change.DONE;
    }
}
