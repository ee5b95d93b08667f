/** People: sign-up, sign-in, sessions, password reset and roles. Exports Accounts. */
@NullMarked
package academy.ascent.platform.account;

import org.jspecify.annotations.NullMarked;
