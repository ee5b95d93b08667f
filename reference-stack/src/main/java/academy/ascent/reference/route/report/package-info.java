/**
 * What routes did, for people and machines: as JSON below {@code /routes} and on the page of metrics.
 * It exports one resource for HTTP and one source of metrics.
 */
@NullMarked
package academy.ascent.reference.route.report;

import org.jspecify.annotations.NullMarked;
