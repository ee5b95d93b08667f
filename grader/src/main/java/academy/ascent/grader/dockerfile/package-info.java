/**
 * Owns the reading of Dockerfiles as text: instructions with their lines, build stages, variables and the commands inside
 * of them. Exports {@link academy.ascent.grader.dockerfile.Dockerfile}; nothing is built and nothing is judged here.
 */
@NullMarked
package academy.ascent.grader.dockerfile;

import org.jspecify.annotations.NullMarked;
