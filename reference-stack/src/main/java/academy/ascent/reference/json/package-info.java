/**
 * JSON as plain Java values, for the few places that read or write some of any form.
 * It exports one class and knows no other package; the protocol's hot path does without it.
 */
@NullMarked
package academy.ascent.reference.json;

import org.jspecify.annotations.NullMarked;
