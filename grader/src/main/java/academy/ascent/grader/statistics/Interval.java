package academy.ascent.grader.statistics;

/** The range in which a true value lies, at the confidence it was made for. */
public record Interval(double low, double high) {}
