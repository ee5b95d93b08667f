package academy.ascent.platform.catalog;

/** The lab that closes a module, as lists show it. */
public record LabEntry(String id, String title, String summary, int minutes) {}
