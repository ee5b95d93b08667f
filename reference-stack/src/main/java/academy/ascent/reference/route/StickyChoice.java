package academy.ascent.reference.route;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Chooses an arm by a key: the same one each time, on every server, and for another route another split, since the
 * route's name salts the hash. When weights change, only as many keys move as they must.
 */
final class StickyChoice {
    private final byte[] salt;
    private final int[] weights;
    private final long sum;

    StickyChoice(String route, int[] weights) {
        this.salt = (route + "\0").getBytes(UTF_8);
        this.weights = weights.clone();
        long total = 0;
        for (int weight : weights) {
            total += weight;
        }
        this.sum = total;
    }

    /** The place in the weights. */
    int of(String key) {
        // The hash as a fraction of 2^64, times the sum: from 0 to below the sum.
        long point = Math.unsignedMultiplyHigh(hash(key), sum);
        int arm = 0;
        long end = weights[0];
        while (point >= end) {
            arm++;
            end += weights[arm];
        }
        return arm;
    }

    /** The first 64 bits of SHA-256. */
    private long hash(String key) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(salt);
            return ByteBuffer.wrap(digest.digest(key.getBytes(UTF_8))).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
