package academy.ascent.sandbox.cluster;

import java.time.Instant;

/**
 * Something that the cluster could not do in a sandbox, as its events tell it: make a pod that is refused, pull an image that is
 * not there.
 *
 * @param last when it could not do it last
 * @param count how often it could not
 * @param object what it is about, as kind and name
 * @param message why, the last time, in the cluster's words
 */
public record ClusterWarning(Instant last, int count, String object, String message) {}
