package academy.ascent.grader.lab;

/**
 * One criterion of a lab.
 *
 * @param id unique in the lab, for example {@code latency}
 * @param check which check judges it, for example {@code load}
 * @param points what it is worth
 * @param must whether nobody passes without it
 * @param with the check's own settings
 */
public record CheckSpec(String id, String check, int points, boolean must, Settings with) {}
