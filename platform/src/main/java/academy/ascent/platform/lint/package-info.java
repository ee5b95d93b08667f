/** Checks content before learners meet it: lessons, their pictures, links, code and pinned versions. Exports LintCommand. */
@NullMarked
package academy.ascent.platform.lint;

import org.jspecify.annotations.NullMarked;
