/**
 * Stands in for the people: a learner and an instructor who walk the whole path over HTTP, as the platform's pages offer it.
 * Knows the platform by its addresses only; exports the command {@code demo}.
 */
@NullMarked
package academy.ascent.standins.demo;

import org.jspecify.annotations.NullMarked;
