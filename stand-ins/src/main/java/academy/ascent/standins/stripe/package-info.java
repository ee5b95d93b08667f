/**
 * A local stand-in for what Checkout needs of Stripe: the API, the hosted payment page and signed webhooks.
 * It exports a process that the real Stripe client speaks to; what it leaves unproven stands in this module's README.
 */
@NullMarked
package academy.ascent.standins.stripe;

import org.jspecify.annotations.NullMarked;
