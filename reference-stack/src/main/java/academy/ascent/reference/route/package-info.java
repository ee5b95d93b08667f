/**
 * Routes: names of their own whose requests are answered by one or several models, as {@code serving.yaml} declares.
 * It exports the routes as predictors, reports of what they did, and the events that an operator should hear of.
 */
@NullMarked
package academy.ascent.reference.route;

import org.jspecify.annotations.NullMarked;
