package academy.ascent.reference.http;

/** What one connection's request bodies take of the {@link BodyBudget}; for the connection's own thread. */
final class BodyShare {
    private final BodyBudget budget;
    /** Taken for the request that is arriving. */
    private long arriving;
    /** Taken for requests that arrived and wait for their answer. */
    private long arrived;

    BodyShare(BodyBudget budget) {
        this.budget = budget;
    }

    /** Whether the request that is arriving may have a body of so many bytes. */
    boolean reserve(long bytes) {
        if (bytes <= BodyBudget.SMALL_BYTES || bytes <= arriving) {
            return true;
        }
        if (!budget.take(bytes - arriving)) {
            return false;
        }
        arriving = bytes;
        return true;
    }

    /** The request has arrived wholly. */
    void arrived() {
        arrived += arriving;
        arriving = 0;
    }

    /** The request that was arriving never will. */
    void dropped() {
        giveBack(arriving);
        arriving = 0;
    }

    /** Every request that arrived is answered, or never will be. */
    void answered() {
        giveBack(arrived);
        arrived = 0;
    }

    private void giveBack(long bytes) {
        if (bytes > 0) {
            budget.giveBack(bytes);
        }
    }
}
