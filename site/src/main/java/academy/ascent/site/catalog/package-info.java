/** The pages before anybody signs in: home and pricing. Exports their page records and what is offered. */
@NullMarked
package academy.ascent.site.catalog;

import org.jspecify.annotations.NullMarked;
