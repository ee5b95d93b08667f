/** The pages of signing up, in and out, and of a lost password. Exports their page records. */
@NullMarked
package academy.ascent.site.account;

import org.jspecify.annotations.NullMarked;
