/**
 * What a drift monitor has to say, as records, as JSON and as a page that a person can read.
 * It exports the records and the two forms, and computes nothing that is not about showing them.
 */
@NullMarked
package academy.ascent.reference.drift.report;

import org.jspecify.annotations.NullMarked;
