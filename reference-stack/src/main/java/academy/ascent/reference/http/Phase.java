package academy.ascent.reference.http;

/** Where the server stands between its start and its end. */
enum Phase {
    STARTING,
    READY,
    DRAINING
}
