package academy.ascent.platform.catalog;

import java.util.Locale;

/** Whom a lesson is written for. */
public enum Track {
    ENGINEER("Engineer"),
    FOUNDER("Founder"),
    BOTH("Engineer and founder");

    private final String words;

    Track(String words) {
        this.words = words;
    }

    /** The track as people read it. */
    public String words() {
        return words;
    }

    /** The track as content files write it: lower case. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
