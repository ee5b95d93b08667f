package academy.ascent.sandbox.admission;

/** What becomes of a CronJob's next Job while an earlier one has not ended. */
public enum ConcurrencyPolicy {
    ALLOW,
    FORBID,
    REPLACE
}
