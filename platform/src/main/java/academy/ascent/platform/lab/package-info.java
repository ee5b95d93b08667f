/**
 * The labs, who may open them, and each learner's files in them with their history. Exports LabCatalog, LabAccess, LabShelf,
 * Workspaces and the place where a lab's page says what was handed in.
 */
@NullMarked
package academy.ascent.platform.lab;

import org.jspecify.annotations.NullMarked;
