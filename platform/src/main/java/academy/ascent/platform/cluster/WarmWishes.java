package academy.ascent.platform.cluster;

import academy.ascent.grader.lab.Lab;
import academy.ascent.platform.cohort.CohortCalendar;
import academy.ascent.platform.lab.LabCatalog;
import academy.ascent.sandbox.SandboxClass;
import academy.ascent.sandbox.cluster.ClusterSandboxStatus;
import academy.ascent.sandbox.cluster.ClusterSandboxes;
import academy.ascent.sandbox.cluster.Isolation;
import academy.ascent.sandbox.cluster.WarmWish;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** How many sandboxes of the labs' classes are to be ready, from what is open on the cluster and from the cohorts' calendar. */
@Singleton
@Requires(bean = ClusterConfig.class)
class WarmWishes {
    private final ClusterSandboxes sandboxes;
    private final CohortCalendar calendar;
    private final LabCatalog labs;
    private final ClusterConfig config;

    WarmWishes(ClusterSandboxes sandboxes, CohortCalendar calendar, LabCatalog labs, ClusterConfig config) {
        this.sandboxes = sandboxes;
        this.calendar = calendar;
        this.labs = labs;
        this.config = config;
    }

    /**
     * None where the operator set none.
     *
     * @param refill how long an opening takes
     */
    List<WarmWish> at(Instant now, Duration refill) {
        if (config.warm() == 0) {
            return List.of();
        }
        Map<String, SandboxClass> classes = new TreeMap<>();
        labs.all().forEach(lab -> classes.put(lab.sandboxClass().name(), lab.sandboxClass()));
        var opened = sandboxes.list();
        var entries = calendar.between(now, now.plus(WarmDemand.SOON));
        var known = classes.keySet().stream()
                .map(name -> new WarmDemand.Known(name, starts(name, opened), due(name, entries)))
                .toList();
        var counts = new WarmDemand(refill, now).of(known, config.warm());
        return classes.values().stream()
                .map(one -> new WarmWish(one, config.isolation(), counts.getOrDefault(one.name(), 0)))
                .toList();
    }

    /** Learners', of what is still there: what was closed since is not known any more. */
    static List<Instant> starts(String sandboxClass, List<ClusterSandboxStatus> opened) {
        return opened.stream()
                .filter(one -> one.sandboxClass().equals(sandboxClass) && one.isolation() != Isolation.MEASURED)
                .map(ClusterSandboxStatus::opened)
                .toList();
    }

    private List<WarmDemand.Due> due(String sandboxClass, List<CohortCalendar.Entry> entries) {
        return entries.stream()
                .filter(entry -> lab(entry)
                        .filter(lab -> lab.sandboxClass().name().equals(sandboxClass))
                        .isPresent())
                .map(entry -> new WarmDemand.Due(entry.learners(), entry.at()))
                .toList();
    }

    /** Who begins a level begins with its first lab. */
    private Optional<Lab> lab(CohortCalendar.Entry entry) {
        return entry.lab().isPresent()
                ? labs.find(entry.lab().get())
                : labs.all().stream()
                        .filter(lab -> lab.level() == entry.level())
                        .findFirst();
    }
}
