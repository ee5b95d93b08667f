/**
 * When a cron schedule is due, as Kubernetes reads it: what is wrong with one is told in the words of its parser. Exports
 * the schedule alone.
 */
@NullMarked
package academy.ascent.sandbox.cron;

import org.jspecify.annotations.NullMarked;
