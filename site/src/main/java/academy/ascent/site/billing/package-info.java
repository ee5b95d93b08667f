/** The pages of buying a place: what it costs, where the payment stands, orders and receipts. Exports their page records. */
@NullMarked
package academy.ascent.site.billing;

import org.jspecify.annotations.NullMarked;
