/** What people say about the lines of handed in files. Answers submission's FileNotes; exports nothing. */
@NullMarked
package academy.ascent.platform.comment;

import org.jspecify.annotations.NullMarked;
