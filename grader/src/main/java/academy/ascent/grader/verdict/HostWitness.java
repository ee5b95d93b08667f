package academy.ascent.grader.verdict;

import org.jspecify.annotations.Nullable;

/**
 * What the host did during one measured round.
 *
 * @param check the id of the check that was measured
 * @param sendLagP99Micros how late the generator sent, 99th percentile, in microseconds
 * @param stealShare CPU time the hypervisor took away, as a share of all cores' time
 * @param foreignShare CPU time that others used on the sandbox's cores, as a share of these cores' time
 * @param referenceWait how long the lab's own reference, lightly used beside the submission, waited for a core, as a
 *     multiple of the time that it ran; null where none ran
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
        @Nullable Double referenceWait,
        String limits,
        boolean protectedFromNeighbours,
        boolean clean,
        String reason) {

    /** The same host, which is to blame. */
    public HostWitness blaming(String why) {
        return new HostWitness(
                check,
                sendLagP99Micros,
                stealShare,
                foreignShare,
                referenceWait,
                limits,
                protectedFromNeighbours,
                false,
                why);
    }
}
