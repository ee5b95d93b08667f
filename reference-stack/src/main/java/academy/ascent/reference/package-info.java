/** The reference model server: it stands alone and is reached over HTTP only. */
@NullMarked
package academy.ascent.reference;

import org.jspecify.annotations.NullMarked;
