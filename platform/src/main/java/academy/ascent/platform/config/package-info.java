/** What the whole platform is told at its start. Exports AscentConfig and the settings it is started with. */
@NullMarked
package academy.ascent.platform.config;

import org.jspecify.annotations.NullMarked;
