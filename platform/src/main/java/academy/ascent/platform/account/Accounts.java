package academy.ascent.platform.account;

import academy.ascent.platform.audit.AuditLog;
import academy.ascent.platform.config.AscentConfig;
import academy.ascent.platform.identity.Role;
import academy.ascent.platform.identity.SignedIn;
import academy.ascent.platform.identity.Tokens;
import academy.ascent.platform.mail.Mailer;
import io.micronaut.http.HttpRequest;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** Makes accounts and sessions. */
@Singleton
public class Accounts {
    static final Duration SESSION = Duration.ofDays(14);
    private static final Duration RESET = Duration.ofHours(1);

    private final AccountRepository repository;
    private final Sessions sessions;
    private final Passwords passwords;
    private final Mailer mailer;
    private final AuditLog audit;
    private final AscentConfig config;
    private final InstantSource clock;

    Accounts(
            AccountRepository repository,
            Sessions sessions,
            Passwords passwords,
            Mailer mailer,
            AuditLog audit,
            AscentConfig config,
            InstantSource clock) {
        this.repository = repository;
        this.sessions = sessions;
        this.passwords = passwords;
        this.mailer = mailer;
        this.audit = audit;
        this.config = config;
        this.clock = clock;
    }

    /** Makes a learner's account, or empty if the address is taken. */
    @Transactional
    Optional<SignedIn> signUp(String email, String name, String password) {
        return create(email, name, password, Role.LEARNER);
    }

    /** Makes an account of any role from the command line, or gives an existing one that role. */
    @Transactional
    public SignedIn createPrivileged(String email, String name, String password, Role role) {
        var existing = repository.findByEmail(email);
        existing.ifPresent(account -> {
            repository.setRole(account.number(), role.name());
            repository.setPasswordHash(account.number(), passwords.hash(password));
            sessions.endAll(account.number());
        });
        var person = existing.map(account -> new SignedIn(account.number(), account.email(), account.name(), role))
                .or(() -> create(email, name, password, role))
                .orElseThrow();
        audit.record(null, "account.role", "account/" + person.id(), role.name() + " by the command line");
        return person;
    }

    /** The people of some numbers, by number; who has no account is left out. */
    public Map<Long, SignedIn> people(Collection<Long> ids) {
        return ids.isEmpty()
                ? Map.of()
                : repository.findAll(ids).stream()
                        .collect(Collectors.toUnmodifiableMap(Account::number, Account::signedIn));
    }

    private Optional<SignedIn> create(String email, String name, String password, Role role) {
        if (repository.findByEmail(email).isPresent()) {
            return Optional.empty();
        }
        var hash = passwords.hash(password);
        try {
            return Optional.of(repository
                    .save(new Account(null, email, name, hash, role, clock.instant()))
                    .signedIn());
        } catch (RuntimeException e) {
            // Two sign-ups with one address at the same moment: the unique index lets one through.
            if (isUniqueViolation(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** The person of that address and password, or empty; takes equally long either way. */
    Optional<SignedIn> check(String email, String password) {
        var account = repository.findByEmail(email);
        if (account.isEmpty()) {
            passwords.pretend(password);
            return Optional.empty();
        }
        return account.filter(found -> passwords.matches(password, found.passwordHash()))
                .map(Account::signedIn);
    }

    /** Begins a session and gives its token. */
    @Transactional
    String beginSession(SignedIn person) {
        var token = Tokens.fresh();
        var now = clock.instant();
        sessions.sweep(now);
        sessions.begin(Tokens.hash(token), person.id(), now, now.plus(SESSION));
        return token;
    }

    Optional<SignedIn> bySession(String token) {
        return sessions.find(Tokens.hash(token), clock.instant()).map(Account::signedIn);
    }

    /** Tells, for what outlives a request, whether the session that it came in still lasts. */
    public BooleanSupplier lasting(HttpRequest<?> request) {
        var token = SessionCookie.token(request);
        return () -> token.flatMap(this::bySession).isPresent();
    }

    void endSession(String token) {
        sessions.end(Tokens.hash(token));
    }

    /** Sends a link to set a new password if the account exists; the caller cannot tell. */
    @Transactional
    void sendReset(String email) {
        repository.findByEmail(email).ifPresent(account -> {
            var token = Tokens.fresh();
            sessions.beginReset(
                    Tokens.hash(token), account.number(), clock.instant().plus(RESET));
            mailer.send(account.email(), "Set a new password", """
                    Hello %s,

                    somebody, we hope you, asked for a new password at Ascent. Set one here within an hour:
                    %s

                    If it was not you, do nothing: your password stays as it is.
                    """.formatted(
                            account.name(), config.absolute("/reset/" + token)));
        });
    }

    /** Gives the person another name. */
    void rename(SignedIn person, String name) {
        repository.setName(person.id(), name);
    }

    /** Sets a new password and ends every session, also the one that asks. */
    @Transactional
    void changePassword(SignedIn person, String password) {
        repository.setPasswordHash(person.id(), passwords.hash(password));
        sessions.endAll(person.id());
    }

    void endAllSessions(SignedIn person) {
        sessions.endAll(person.id());
    }

    boolean canReset(String token) {
        return sessions.countUsableResets(Tokens.hash(token), clock.instant()) > 0;
    }

    /** Sets a new password and ends every session; empty if the link was used or is too old. */
    @Transactional
    Optional<SignedIn> reset(String token, String password) {
        var hash = Tokens.hash(token);
        if (sessions.useReset(hash, clock.instant()) == 0) {
            return Optional.empty();
        }
        return sessions.findResetAccount(hash).flatMap(repository::findById).map(account -> {
            repository.setPasswordHash(account.number(), passwords.hash(password));
            sessions.endAll(account.number());
            return account.signedIn();
        });
    }

    private static boolean isUniqueViolation(Throwable e) {
        for (var cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && "23505".equals(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }
}
