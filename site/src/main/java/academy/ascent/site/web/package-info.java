/** Pages that belong to no feature: messages about errors. Exports the page record MessagePage and the form field record. */
@NullMarked
package academy.ascent.site.web;

import org.jspecify.annotations.NullMarked;
