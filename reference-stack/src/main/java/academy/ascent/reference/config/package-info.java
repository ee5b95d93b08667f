/**
 * The file {@code serving.yaml}: read strictly, with the line of everything that is wrong.
 * It exports checked records and knows neither models nor HTTP.
 */
@NullMarked
package academy.ascent.reference.config;

import org.jspecify.annotations.NullMarked;
