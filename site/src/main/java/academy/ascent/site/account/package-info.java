/** The pages of signing up, in and out, of a lost password, of one's own account, and of the people an administrator sees. Exports their page records. */
@NullMarked
package academy.ascent.site.account;

import org.jspecify.annotations.NullMarked;
