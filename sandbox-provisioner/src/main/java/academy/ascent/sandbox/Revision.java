package academy.ascent.sandbox;

import java.util.Optional;

/**
 * One revision of a Deployment, as {@code kubectl rollout history} lists it.
 *
 * @param number counts the changes of the Deployment's pod template; a template that is asked for again takes the newest
 *     number and leaves its old one
 * @param changeCause what the annotation {@code kubernetes.io/change-cause} says of it
 */
public record Revision(int number, Optional<String> changeCause) {}
