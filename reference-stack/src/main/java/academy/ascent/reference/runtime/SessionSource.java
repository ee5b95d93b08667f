package academy.ascent.reference.runtime;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;

/** Lends a model's session to one request at a time; how long it stays open is the source's own affair. */
sealed interface SessionSource extends AutoCloseable permits KeptSession, SessionPerRequest, IdlingSession {
    /** An open session, to be given back. */
    OrtSession lend() throws OrtException;

    /** Gives back what was lent. */
    void giveBack(OrtSession session);

    /** Ends what is open; nothing may be lent at that time. */
    @Override
    void close();
}
