package academy.ascent.standins.stripe;

import java.security.SecureRandom;

/** Identifiers of Stripe's form: a prefix and random letters and digits. */
final class Ids {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final SecureRandom RANDOM = new SecureRandom();

    private Ids() {}

    static String session() {
        return random("cs_test_", 58);
    }

    static String event() {
        return random("evt_", 24);
    }

    static String paymentIntent() {
        return random("pi_", 24);
    }

    static String request() {
        return random("req_", 14);
    }

    private static String random(String prefix, int length) {
        var id = new StringBuilder(prefix);
        for (int i = 0; i < length; i++) {
            id.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return id.toString();
    }
}
