/** The embedded PostgreSQL server and the lock on the state folder. Exports EmbeddedPostgres and StateFolder. */
@NullMarked
package academy.ascent.platform.database;

import org.jspecify.annotations.NullMarked;
