package academy.ascent.grader.check;

import academy.ascent.grader.lab.CheckKind;
import academy.ascent.grader.lab.CheckSpec;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;

/** The checks that there are, by their kind. */
public final class Checks {
    private static final Map<String, Check> ALL = new HashMap<>();

    static {
        ServiceLoader.load(CheckKind.class).forEach(kind -> ALL.put(kind.kind(), (Check) kind));
    }

    private Checks() {}

    /** The check that judges a criterion of a lab that has been read. */
    public static Check of(CheckSpec spec) {
        Check check = ALL.get(spec.check());
        if (check == null) {
            throw new IllegalStateException("A lab was read with the unknown check " + spec.check());
        }
        return check;
    }
}
