/**
 * Which sandbox classes there are: those of the shipped YAML file, and over them those of an operator's. Exports their
 * names and records; how the file is read stays inside.
 */
@NullMarked
package academy.ascent.sandbox.classes;

import org.jspecify.annotations.NullMarked;
