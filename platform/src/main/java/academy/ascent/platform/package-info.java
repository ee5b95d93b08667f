/** The web application: one package a feature, assembled here. Exports the command line and the running platform. */
@NullMarked
package academy.ascent.platform;

import org.jspecify.annotations.NullMarked;
