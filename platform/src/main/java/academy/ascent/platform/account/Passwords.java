package academy.ascent.platform.account;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import jakarta.inject.Singleton;

/** Argon2id with OWASP's parameters: 19 MiB, two passes, one lane. */
@Singleton
final class Passwords {
    static final int SHORTEST = 10;
    static final int LONGEST = 200;

    private static final Argon2Function FUNCTION = Argon2Function.getInstance(19 * 1024, 2, 1, 32, Argon2.ID);
    private final String decoy = hash("a password that nobody has");

    String hash(String password) {
        return Password.hash(password).addRandomSalt(16).with(FUNCTION).getResult();
    }

    boolean matches(String password, String hash) {
        return Password.check(password, hash).with(Argon2Function.getInstanceFromHash(hash));
    }

    /** Takes as long as a real comparison, so that the time of an answer does not tell whether an account exists. */
    void pretend(String password) {
        matches(password, decoy);
    }
}
