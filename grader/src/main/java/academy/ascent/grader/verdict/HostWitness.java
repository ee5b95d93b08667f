package academy.ascent.grader.verdict;

/**
 * What the host did during one measured round.
 *
 * @param check the id of the check that was measured
 * @param sendLagP99Micros how late the generator sent, 99th percentile, in microseconds
 * @param stealShare CPU time the hypervisor took away, as a share of all cores' time
 * @param foreignShare CPU time that neither the sandbox nor the generator used, as a share of all cores' time
 * @param limits how limits are kept on this host, for a person
 * @param protectedFromNeighbours whether the sandbox held the highest CPU weight
 * @param clean whether a failure measured in this round may be held against the submission
 * @param reason why it is not clean, or empty
 */
public record HostWitness(
        String check,
        double sendLagP99Micros,
        double stealShare,
        double foreignShare,
        String limits,
        boolean protectedFromNeighbours,
        boolean clean,
        String reason) {}
