package academy.ascent.reference.runtime;

import java.util.Comparator;

/** Versions from oldest to newest: whole numbers by their value, all else by its letters and after the numbers. */
enum VersionOrder implements Comparator<String> {
    OLDEST_FIRST;

    private static final String NUMBER = "\\d{1,18}";

    @Override
    public int compare(String one, String other) {
        boolean number = one.matches(NUMBER);
        if (number && other.matches(NUMBER)) {
            int byValue = Long.compare(Long.parseLong(one), Long.parseLong(other));
            return byValue == 0 ? one.compareTo(other) : byValue;
        }
        return number == other.matches(NUMBER) ? one.compareTo(other) : number ? -1 : 1;
    }
}
