package academy.ascent.platform.grade;

import academy.ascent.platform.grade.Attempt.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What counts of one learner's hand-ins by one cohort's policy: a pure function of both. Hand-ins are taken in the order of
 * their times. Each day begun after the due date is a late day; a lab takes as many as its latest accepted hand-in is late, not
 * their sum; a hand-in for which the days left do not suffice is graded and does not count. After a fault a lab is due later by
 * the time that was lost, if it was handed in before it was due; what a person decides about it later takes none of that back.
 */
public final class Reckoning {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Comparator<Attempt> BETTER = Comparator.comparing(Attempt::passed)
            .thenComparing(Attempt::earned)
            .thenComparing(Attempt::handedIn, Comparator.reverseOrder())
            .thenComparing(Attempt::id, Comparator.reverseOrder());

    private final Policy policy;
    private final Map<String, Integer> used = new HashMap<>();
    private final Map<String, Instant> due = new HashMap<>();
    private final Map<String, Duration> extended = new HashMap<>();
    private final Map<String, List<Attempt>> judged = new HashMap<>();
    private final Set<Long> late = new HashSet<>();

    private Reckoning(Policy policy) {
        this.policy = policy;
    }

    public static Reckoning of(Policy policy, Collection<Attempt> attempts) {
        var reckoning = new Reckoning(policy);
        attempts.stream()
                .sorted(Comparator.comparing(Attempt::handedIn).thenComparing(Attempt::id))
                .forEach(reckoning::take);
        return reckoning;
    }

    private void take(Attempt attempt) {
        if (attempt.lost().isPositive()) {
            extend(attempt);
        }
        switch (attempt.kind()) {
            case OPEN, JUDGED -> {
                var days = daysLate(attempt.lab(), attempt.handedIn());
                if (!affordable(attempt.lab(), days)) {
                    late.add(attempt.id());
                    return;
                }
                used.merge(attempt.lab(), days, Math::max);
                if (attempt.kind() == Kind.JUDGED) {
                    judged.computeIfAbsent(attempt.lab(), _ -> new ArrayList<>())
                            .add(attempt);
                }
            }
            case VOID -> {}
        }
    }

    private void extend(Attempt fault) {
        var date = dueAt(fault.lab());
        if (date.filter(at -> !fault.handedIn().isAfter(at)).isPresent()) {
            due.put(fault.lab(), date.get().plus(fault.lost()));
            extended.merge(fault.lab(), fault.lost(), Duration::plus);
        }
    }

    private boolean affordable(String lab, int days) {
        var ofLab = used.getOrDefault(lab, 0);
        return days <= ofLab || lateDaysUsed() - ofLab + days <= policy.lateDays();
    }

    /** When a lab is due for this learner, faults included; empty if it never is. */
    public Optional<Instant> dueAt(String lab) {
        return Optional.ofNullable(due.get(lab))
                .or(() -> Optional.ofNullable(policy.of(lab).dueAt()));
    }

    /** By how much faults moved the due date of a lab. */
    public Duration extension(String lab) {
        return extended.getOrDefault(lab, Duration.ZERO);
    }

    /** How many days after the due date something is handed in at that time, a day begun counting whole; 0 in time. */
    public int daysLate(String lab, Instant handedIn) {
        return dueAt(lab)
                .map(at -> Duration.between(at, handedIn))
                .filter(Duration::isPositive)
                .map(by -> Math.toIntExact(by.plus(DAY).minusNanos(1).dividedBy(DAY)))
                .orElse(0);
    }

    /** What handing in for a lab at that time would mean. */
    public Prospect prospect(String lab, Instant at) {
        var days = daysLate(lab, at);
        var more = Math.max(0, days - used.getOrDefault(lab, 0));
        return new Prospect(days, more, policy.lateDays() - lateDaysUsed(), affordable(lab, days));
    }

    /**
     * What handing in now would mean.
     *
     * @param days how many days late it would be
     * @param more how many further late days it would take
     * @param left how many are left before it
     * @param counts whether it would count
     */
    public record Prospect(int days, int more, int left, boolean counts) {}

    /** How many late days were taken, over all labs. */
    public int lateDaysUsed() {
        return used.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** How many late days a lab took. */
    public int lateDaysUsed(String lab) {
        return used.getOrDefault(lab, 0);
    }

    /** The number of the submission that counts for a lab; empty if none does. */
    public Optional<Long> counting(String lab) {
        var candidates = judged.getOrDefault(lab, List.of());
        return switch (policy.of(lab).counts()) {
            case BEST -> candidates.stream().max(BETTER).map(Attempt::id);
            case LAST ->
                candidates.isEmpty()
                        ? Optional.empty()
                        : Optional.of(candidates.getLast().id());
        };
    }

    /** Whether a submission came too late to count. */
    public boolean isTooLate(long submission) {
        return late.contains(submission);
    }
}
