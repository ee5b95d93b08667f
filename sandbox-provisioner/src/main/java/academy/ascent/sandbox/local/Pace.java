package academy.ascent.sandbox.local;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

/**
 * How fast a node reacts. The figures of {@link #KUBELET} are Kubernetes' defaults where it has them; the three delays
 * are those of a real kubelet 1.36, as the traces of the tests have them.
 *
 * @param nodeNotices from a container's death until its node acts on it (the kubelet lists containers every second)
 * @param podGoes from the end of a container until its pod is gone, where that was told to end
 * @param endpointsFollow from a change of readiness until clients of a Service see it
 * @param firstBackOff the wait before the second restart; the first comes at once, each later one waits twice as long
 * @param longestBackOff where the doubling stops
 * @param forgiveAfter how long a container must have run for its restarts to be forgotten
 * @param scaledEvery how often autoscalers look at their pods
 * @param unreadyAskedWithin the longest wait between two readiness probes until the first that succeeds, where a probe's
 *     own period is longer
 * @param oneByOne whether a Deployment's next pod begins only when all before it are available, so that the first has the
 *     CPU for itself
 */
record Pace(
        Duration nodeNotices,
        Duration podGoes,
        Duration endpointsFollow,
        Duration firstBackOff,
        Duration longestBackOff,
        Duration forgiveAfter,
        Duration scaledEvery,
        Duration unreadyAskedWithin,
        boolean oneByOne) {

    /** A container that was killed was started again after 0.4 to 1.5 s, in the median after 1.2 s. */
    static final Duration NODE_NOTICES = Duration.ofSeconds(1);

    /** The least that was seen where a program ended when it was told to: 2 to 3 s. */
    private static final Duration POD_GOES = Duration.ofSeconds(2);

    /** Who watches the API server knew within 50 ms; what a node's proxy takes then was not measured. */
    static final Duration ENDPOINTS_FOLLOW = Duration.ofMillis(100);

    private static final Duration HURRY = Duration.ofMillis(50);

    static final Pace KUBELET = new Pace(
            NODE_NOTICES,
            POD_GOES,
            ENDPOINTS_FOLLOW,
            Duration.ofSeconds(10),
            Duration.ofMinutes(5),
            Duration.ofMinutes(10),
            Duration.ofSeconds(15),
            ChronoUnit.FOREVER.getDuration(),
            false);

    /** The same but for one who waits for its first pod to come up. */
    Pace hurried() {
        return new Pace(
                nodeNotices,
                podGoes,
                endpointsFollow,
                firstBackOff,
                longestBackOff,
                forgiveAfter,
                scaledEvery,
                HURRY,
                true);
    }

    /** The wait before a container that ended {@code crashes} times in a row is started again. */
    Duration backOff(int crashes) {
        if (crashes <= 1) {
            return Duration.ZERO;
        }
        Duration doubled = firstBackOff.multipliedBy(1L << Math.min(crashes - 2, 20));
        return doubled.compareTo(longestBackOff) > 0 ? longestBackOff : doubled;
    }
}
