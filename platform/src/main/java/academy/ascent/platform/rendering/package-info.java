/**
 * AsciiDoc made into accessible HTML before anybody asks for it, and kept by the digest of what it was made from. Exports
 * RenderedTexts, which gives the text of a lesson or a lab's guide, and AdocRenderer for checks.
 */
@NullMarked
package academy.ascent.platform.rendering;

import org.jspecify.annotations.NullMarked;
