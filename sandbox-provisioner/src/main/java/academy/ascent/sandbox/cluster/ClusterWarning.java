package academy.ascent.sandbox.cluster;

import java.time.Instant;

/**
 * Something that the cluster could not do in a sandbox, as its events tell it: a pod that was refused, an image that is not there.
 *
 * @param last when it was told last
 * @param count how often it was told
 * @param object what it is about, as kind and name
 */
public record ClusterWarning(Instant last, int count, String object, String message) {}
