package academy.ascent.platform.identity;

import io.micronaut.http.HttpAttributes;
import io.micronaut.http.HttpRequest;
import io.micronaut.security.authentication.Authentication;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** The person behind a request; a controller takes it as an argument. */
public record SignedIn(long id, String email, String name, Role role) implements Authentication {
    private static final long serialVersionUID = 1L;

    /** Who is signed in, on pages that anyone may see. */
    public static Optional<SignedIn> of(HttpRequest<?> request) {
        return request.getAttribute(HttpAttributes.PRINCIPAL, Object.class)
                .filter(SignedIn.class::isInstance)
                .map(SignedIn.class::cast);
    }

    public boolean is(Role other) {
        return role.includes(other);
    }

    @Override
    public String getName() {
        return Long.toString(id);
    }

    @Override
    public Collection<String> getRoles() {
        return Arrays.stream(Role.values())
                .filter(role::includes)
                .map(Role::name)
                .toList();
    }

    @Override
    public Map<String, Object> getAttributes() {
        return Map.of();
    }
}
