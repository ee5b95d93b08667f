package academy.ascent.platform.cohort;

import academy.ascent.platform.catalog.CourseModule;
import academy.ascent.platform.catalog.LabEntry;
import academy.ascent.platform.submission.Standing;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every member of a cohort against every lab of its level.
 *
 * @param members by name
 * @param labs in the level's order
 */
record Results(List<MemberRows.Member> members, List<LabEntry> labs, Map<Place, Standing> standings) {

    /** A member's account and a lab's id. */
    record Place(long account, String lab) {}

    static Results of(List<MemberRows.Member> members, List<LabEntry> labs, Collection<Standing> standings) {
        var places = new HashMap<Place, Standing>();
        standings.forEach(standing -> places.put(new Place(standing.accountId(), standing.lab()), standing));
        return new Results(members, labs, Map.copyOf(places));
    }

    static List<LabEntry> labs(List<CourseModule> modules) {
        return modules.stream().flatMap(module -> module.lab().stream()).toList();
    }

    Result at(MemberRows.Member member, LabEntry lab) {
        return new Result(member, lab, Optional.ofNullable(standings.get(new Place(member.accountId(), lab.id()))));
    }

    /** Member by member, lab by lab. */
    List<Result> all() {
        return members.stream().flatMap(member -> row(member).stream()).toList();
    }

    List<Result> row(MemberRows.Member member) {
        return labs.stream().map(lab -> at(member, lab)).toList();
    }

    /** The same with one lab only. */
    Results of(LabEntry lab) {
        return new Results(members, List.of(lab), standings);
    }
}
