package academy.ascent.reference.access;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Somebody on one connection, whose key is hashed only when it is another one than before; for one thread. */
public final class Visitor {
    private static final String SCHEME = "Bearer ";

    private final Access access;
    private @Nullable String authorization;
    private @Nullable String apiKey;
    private @Nullable Keys keys;
    private @Nullable Tenant tenant;

    Visitor(Access access) {
        this.access = access;
    }

    /**
     * Lets a request in, or not.
     *
     * @param sentAuthorization the header {@code Authorization}: {@code Bearer} and the key (RFC 6750)
     * @param sentApiKey the header {@code X-API-Key}, used where the former holds no key
     * @param administration whether the request would change what is served
     */
    public Admission admit(@Nullable String sentAuthorization, @Nullable String sentApiKey, boolean administration) {
        Keys current = access.keys();
        if (keys != current || !isSame(authorization, sentAuthorization) || !isSame(apiKey, sentApiKey)) {
            String key = key(sentAuthorization, sentApiKey);
            tenant = key == null ? null : current.find(key);
            keys = current;
            authorization = sentAuthorization;
            apiKey = sentApiKey;
        }
        if (tenant == null) {
            return access.turnAway(sentAuthorization != null || sentApiKey != null);
        }
        return tenant.admit(administration);
    }

    /** In constant time: behind a proxy, others' keys come over the same connection. */
    private static boolean isSame(@Nullable String known, @Nullable String sent) {
        if (known == null || sent == null) {
            return Objects.equals(known, sent);
        }
        if (known.length() != sent.length()) {
            return false;
        }
        int difference = 0;
        for (int i = 0; i < sent.length(); i++) {
            difference |= known.charAt(i) ^ sent.charAt(i);
        }
        return difference == 0;
    }

    private static @Nullable String key(@Nullable String authorization, @Nullable String apiKey) {
        if (authorization != null && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return authorization.substring(SCHEME.length()).strip();
        }
        return apiKey == null ? null : apiKey.strip();
    }
}
