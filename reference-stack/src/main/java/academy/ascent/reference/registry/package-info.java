/**
 * The registry of model versions: their stages, where they come from, who agreed, and an append-only log of it all.
 * It exports the registry, which says which version answers by default, its resource for HTTP, and what loads versions
 * to be judged.
 */
@NullMarked
package academy.ascent.reference.registry;

import org.jspecify.annotations.NullMarked;
