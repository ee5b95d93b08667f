/**
 * What the server's pages for people have in common: their frame, their style, and how text gets into them.
 * It exports one class; every page is made of it, so that text is escaped in one place.
 */
@NullMarked
package academy.ascent.reference.page;

import org.jspecify.annotations.NullMarked;
