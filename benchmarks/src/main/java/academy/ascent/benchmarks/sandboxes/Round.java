package academy.ascent.benchmarks.sandboxes;

/**
 * One sandbox, opened and its replica killed once; seconds each.
 *
 * @param opened until it was open and its manifests were admitted
 * @param answered from its opening to the first 200
 * @param runsAgain from the kill until the replacement's container was started
 * @param answeredAgain from the kill to the replacement's first 200
 */
record Round(Probed probed, double opened, double answered, double runsAgain, double answeredAgain) {}
