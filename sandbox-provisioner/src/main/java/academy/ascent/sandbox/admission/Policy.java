package academy.ascent.sandbox.admission;

import academy.ascent.sandbox.SandboxClass;
import academy.ascent.sandbox.SandboxName;
import java.util.SortedSet;

/**
 * What a place offers and how much of it.
 *
 * @param place the sandbox, which is the namespace of what is admitted
 * @param quota the sums that all pods together must keep
 * @param images the images that may be used
 */
public record Policy(SandboxName place, SandboxClass quota, SortedSet<String> images) {}
