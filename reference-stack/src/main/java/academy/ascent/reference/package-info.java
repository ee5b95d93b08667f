/**
 * The reference model server: it stands alone and is reached over HTTP only.
 * Here its command line puts the parts together; they do not know this package.
 */
@NullMarked
package academy.ascent.reference;

import org.jspecify.annotations.NullMarked;
