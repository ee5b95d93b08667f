/** The record of privileged actions, written in the action's own transaction. Exports AuditLog. */
@NullMarked
package academy.ascent.platform.audit;

import org.jspecify.annotations.NullMarked;
