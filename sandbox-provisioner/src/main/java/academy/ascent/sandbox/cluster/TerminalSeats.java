package academy.ascent.sandbox.cluster;

import academy.ascent.sandbox.SandboxException;
import academy.ascent.sandbox.SandboxException.Code;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How many terminals each pod has. */
final class TerminalSeats {
    static final int MOST = 4;

    private final Map<String, Integer> taken = new ConcurrentHashMap<>();

    /**
     * Takes one.
     *
     * @param where the pod in words, as in {@code the pod web}
     * @return gives it back, to be called once
     * @throws SandboxException with code {@code UNAVAILABLE} if there is none left
     */
    Runnable take(String where, String pod) {
        taken.compute(pod, (_, now) -> {
            if (now != null && now == MOST) {
                throw new SandboxException(
                        Code.UNAVAILABLE, capital(where) + " has " + MOST + " terminals already; close one of them");
            }
            return now == null ? 1 : now + 1;
        });
        return () -> taken.computeIfPresent(pod, (_, now) -> now == 1 ? null : now - 1);
    }

    private static String capital(String words) {
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}
