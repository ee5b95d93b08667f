/**
 * People: sign-up, sign-in, sessions, passwords, the account page and roles. Exports Accounts, and AccountSection for features
 * that show something on the account page.
 */
@NullMarked
package academy.ascent.platform.account;

import org.jspecify.annotations.NullMarked;
