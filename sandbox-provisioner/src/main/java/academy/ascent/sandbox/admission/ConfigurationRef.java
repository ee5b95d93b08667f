package academy.ascent.sandbox.admission;

/**
 * Names a ConfigMap or a Secret that a pod uses.
 *
 * @param optional whether the pod does without it, or without a key of it, where there is none
 */
public record ConfigurationRef(Configuration.Kind kind, String name, boolean optional) {}
