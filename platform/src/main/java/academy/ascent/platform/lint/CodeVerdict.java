package academy.ascent.platform.lint;

/** What became of a check of code. */
sealed interface CodeVerdict {

    record Sound() implements CodeVerdict {}

    /**
     * @param line within the block, from 1
     */
    record Broken(int line, String message) implements CodeVerdict {}

    /**
     * The check could not be made on this machine.
     *
     * @param reason what is missing
     */
    record Skipped(String reason) implements CodeVerdict {}
}
