/**
 * Sandboxes of this machine: every replica is a process tree in bubblewrap with namespaces, limits and an address of its
 * own, run as a Kubernetes node would run it. Exports LocalSandboxes, its settings and the runtime images.
 */
@NullMarked
package academy.ascent.sandbox.local;

import org.jspecify.annotations.NullMarked;
