/**
 * Who may use the server, how fast and how much: API keys, rates and quotas by tenant.
 * It exports {@link academy.ascent.reference.access.Access}, which knows no transport; nothing of it is loaded where
 * no tenants are declared.
 */
@NullMarked
package academy.ascent.reference.access;

import org.jspecify.annotations.NullMarked;
