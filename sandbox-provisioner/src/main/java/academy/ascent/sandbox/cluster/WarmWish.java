package academy.ascent.sandbox.cluster;

import academy.ascent.sandbox.SandboxClass;

/**
 * How many sandboxes are to be ready before anybody asks for them.
 *
 * @param count at least 0
 */
public record WarmWish(SandboxClass sandboxClass, Isolation isolation, int count) {
    public WarmWish {
        if (count < 0) {
            throw new IllegalArgumentException("Not a number of sandboxes: " + count);
        }
    }
}
