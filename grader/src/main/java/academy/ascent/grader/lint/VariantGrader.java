package academy.ascent.grader.lint;

import java.util.function.BiConsumer;

/** Grades a variant once. */
interface VariantGrader {

    /**
     * @param progress takes how far the grading is, from 0 to 1, and one short line for a person
     */
    Grade grade(Variant variant, BiConsumer<Double, String> progress);
}
