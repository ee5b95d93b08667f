/** The web application, by feature. */
@NullMarked
package academy.ascent.platform;

import org.jspecify.annotations.NullMarked;
