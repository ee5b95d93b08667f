package academy.ascent.reference.registry;

import academy.ascent.reference.config.Stage;
import academy.ascent.reference.registry.Entry.Event;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What people do with a version besides promoting it: register, approve and retire. */
record Stewards(Registry registry) {
    /** Names who registers a version that the server found, and where it comes from. */
    Decision register(String model, String version, Map<String, Object> lineage, Optional<String> caller) {
        return registry.decide(model, version, known -> {
            if (caller.isEmpty()) {
                return new Decision.Forbidden("registering needs an API key, so that it is known who registered");
            }
            if (known.registeredBy().isPresent() || known.stage() != Stage.DEVELOPMENT) {
                return new Decision.Conflict("version \"" + version + "\" of \"" + model + "\" is registered already"
                        + known.registeredBy().map(person -> " by " + person).orElse(" and has left development"));
            }
            Optional<String> contradiction = Lineage.contradiction(known.lineage(), lineage);
            if (contradiction.isPresent()) {
                return new Decision.Conflict("serving.yaml declares another \"" + contradiction.get()
                        + "\" for this version; leave it out, or mend the file");
            }
            Map<String, Object> facts =
                    Map.of("digest", known.digest(), "lineage", Lineage.joined(known.lineage(), lineage));
            return done(known, Event.REGISTERED, caller, facts);
        });
    }

    /** Notes that the caller agrees to the version's next promotion. */
    Decision approve(String model, String version, Optional<String> caller) {
        return registry.decide(model, version, known -> {
            if (caller.isEmpty()) {
                return new Decision.Forbidden("approving needs an API key, so that it is known who approved");
            }
            if (known.registeredBy().equals(caller)) {
                return new Decision.Forbidden(
                        "\"" + caller.get() + "\" registered this version; somebody else must approve");
            }
            Optional<Stage> next = known.stage().next();
            if (next.isEmpty()) {
                return new Decision.Conflict(
                        "the version is in " + known.stage().label() + ", from where none is promoted");
            }
            if (known.approvals().contains(caller.get())) {
                return new Decision.Conflict("\"" + caller.get() + "\" has approved already");
            }
            return done(known, Event.APPROVED, caller, Map.of("to", next.get().label()));
        });
    }

    /** Takes the version out of use; the only one in production only if forced. */
    Decision retire(String model, String version, boolean forced, Optional<String> caller) {
        return registry.decide(model, version, known -> {
            if (known.stage() == Stage.RETIRED) {
                return new Decision.Conflict("the version is retired already");
            }
            if (known.stage() == Stage.PRODUCTION && !forced && isAloneInProduction(known)) {
                return new Decision.Conflict("version \"" + version + "\" is the only one of \"" + model
                        + "\" in production; promote another first, or send {\"force\": true}");
            }
            Map<String, Object> facts = Map.of("from", known.stage().label(), "forced", forced);
            return done(known, Event.RETIRED, caller, facts);
        });
    }

    /** Whether none would be left to fall back to. */
    private boolean isAloneInProduction(RegisteredVersion version) {
        return registry.versions().stream()
                .noneMatch(other -> other.model().equals(version.model())
                        && !other.version().equals(version.version())
                        && other.stage() == Stage.PRODUCTION
                        && registry.isServed(other));
    }

    private Decision done(RegisteredVersion known, Event event, Optional<String> by, Map<String, Object> facts) {
        return new Decision.Done(registry.record(known.model(), known.version(), event, by, facts), List.of());
    }
}
