package academy.ascent.sandbox.local;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

/**
 * How fast a node reacts. The figures of {@link #KUBELET} are Kubernetes' defaults where it has them; the two delays
 * are not yet measured on a cluster.
 *
 * @param nodeNotices from a container's death until its node acts on it (the kubelet lists containers every second)
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
        Duration endpointsFollow,
        Duration firstBackOff,
        Duration longestBackOff,
        Duration forgiveAfter,
        Duration scaledEvery,
        Duration unreadyAskedWithin,
        boolean oneByOne) {

    /** Not yet measured; the kubelet's relist period is one second, so the mean is half of it and the worst case one. */
    static final Duration NODE_NOTICES = Duration.ofSeconds(1);

    /** Not yet measured; stands for the way from the node through the API server to every client's proxy. */
    static final Duration ENDPOINTS_FOLLOW = Duration.ofMillis(100);

    private static final Duration HURRY = Duration.ofMillis(50);

    static final Pace KUBELET = new Pace(
            NODE_NOTICES,
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
                nodeNotices, endpointsFollow, firstBackOff, longestBackOff, forgiveAfter, scaledEvery, HURRY, true);
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
