package academy.ascent.sandbox;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * What all processors of some machines did together since these started; only changes tell something.
 *
 * @param machines the machines, by what each calls itself since it started
 * @param total everything, idle too
 * @param busy user, nice, system, interrupts
 * @param stolen what the hypervisor gave to others
 */
public record MachineTimes(Set<String> machines, Duration total, Duration busy, Duration stolen) {

    public MachineTimes {
        machines = Set.copyOf(machines);
    }

    /** Those of both. */
    public MachineTimes plus(MachineTimes other) {
        Set<String> all = new HashSet<>(machines);
        all.addAll(other.machines);
        return new MachineTimes(all, total.plus(other.total), busy.plus(other.busy), stolen.plus(other.stolen));
    }

    /** What they did since an earlier time. */
    public MachineTimes minus(MachineTimes earlier) {
        return new MachineTimes(
                machines, total.minus(earlier.total), busy.minus(earlier.busy), stolen.minus(earlier.stolen));
    }
}
