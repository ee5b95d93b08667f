package academy.ascent.sandbox.cluster;

import academy.ascent.sandbox.cluster.PlatformMaps.Written;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Lets one platform at a time decide what is made ahead, so that two do not make twice what lacks. Who dies over it loses it
 * after half a minute; who is so slow that another decides meanwhile makes too many at worst, which the next one closes.
 */
final class WarmTurn {
    private static final String NAME = "warm-turn";
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final PlatformMaps maps;
    private final String mine = UUID.randomUUID().toString();

    WarmTurn(PlatformMaps maps) {
        this.maps = maps;
    }

    /** Whether it is this one's from now on. */
    boolean isBegun(Instant now) {
        return maps.change(
                NAME,
                "The turn to make sandboxes ahead was",
                data -> isOthers(data, now)
                        ? new Written<>(false, Map.of(), Optional.empty())
                        : new Written<>(true, Map.of(), Optional.of(data(now.plus(LONGEST)))));
    }

    void end() {
        maps.change(
                NAME,
                "The turn to make sandboxes ahead was",
                data -> new Written<>(
                        true,
                        Map.of(),
                        mine.equals(data.get("by")) ? Optional.of(data(Instant.EPOCH)) : Optional.empty()));
    }

    private Map<String, String> data(Instant until) {
        return Map.of("by", mine, "until", until.toString());
    }

    /** What was mangled by hand is nobody's; nor is one that would last longer than any. */
    private boolean isOthers(Map<String, String> data, Instant now) {
        try {
            Instant until = Instant.parse(data.getOrDefault("until", ""));
            return !mine.equals(data.get("by"))
                    && now.isBefore(until)
                    && !until.isAfter(now.plus(LONGEST.multipliedBy(2)));
        } catch (DateTimeException mangled) {
            return false;
        }
    }
}
