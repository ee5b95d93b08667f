/**
 * What may run in a sandbox: Kubernetes manifests are read strictly, judged by policy and quota in the API server's own
 * words, and turned into plain records. Exports the Admitter, the records of what is to run and how quantities
 * are written; the Kubernetes model stays inside.
 */
@NullMarked
package academy.ascent.sandbox.admission;

import org.jspecify.annotations.NullMarked;
