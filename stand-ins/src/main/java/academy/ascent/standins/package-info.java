/** Local stand-ins for outside services: each a process of its own, none in the production artefact. */
@NullMarked
package academy.ascent.standins;

import org.jspecify.annotations.NullMarked;
