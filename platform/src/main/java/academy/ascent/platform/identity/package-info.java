/**
 * Who a request comes from, as every feature may ask it. Exports SignedIn and Role; the account feature finds out who it is.
 */
@NullMarked
package academy.ascent.platform.identity;

import org.jspecify.annotations.NullMarked;
