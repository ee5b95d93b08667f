/**
 * Buying a place: orders, Stripe's Checkout, signed webhooks, receipts, and the job that asks after payments nobody told us of.
 * The only package that knows Stripe; it exports nothing but its routes, and enrolls through Enrollments.
 */
@NullMarked
package academy.ascent.platform.billing;

import org.jspecify.annotations.NullMarked;
