/**
 * What the server says about itself on standard output: one line of JSON an event.
 * It exports one class and knows nothing of the rest.
 */
@NullMarked
package academy.ascent.reference.log;

import org.jspecify.annotations.NullMarked;
