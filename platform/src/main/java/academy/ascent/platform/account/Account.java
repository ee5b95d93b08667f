package academy.ascent.platform.account;

import academy.ascent.platform.identity.Role;
import academy.ascent.platform.identity.SignedIn;
import io.micronaut.data.annotation.GeneratedValue;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A person who can sign in. */
@MappedEntity("account")
record Account(
        @Id @GeneratedValue @Nullable Long id,
        String email,
        String name,
        String passwordHash,
        Role role,
        Instant createdAt) {

    long number() {
        if (id == null) {
            throw new IllegalStateException("The account " + email + " was not saved");
        }
        return id;
    }

    SignedIn signedIn() {
        return new SignedIn(number(), email, name, role);
    }
}
