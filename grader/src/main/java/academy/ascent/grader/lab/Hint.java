package academy.ascent.grader.lab;

/**
 * Help that a lab gives when a check has failed.
 *
 * @param afterFailures from how many failed attempts on it is shown
 * @param on the id of the check it belongs to
 */
public record Hint(int afterFailures, String on, String text) {}
