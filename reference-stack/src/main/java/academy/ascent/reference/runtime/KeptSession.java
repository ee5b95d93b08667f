package academy.ascent.reference.runtime;

import ai.onnxruntime.OrtSession;

/** One session, open from start to end. */
record KeptSession(OrtSession session) implements SessionSource {
    @Override
    public OrtSession lend() {
        return session;
    }

    @Override
    public void giveBack(OrtSession lent) {}

    @Override
    public void close() {
        SessionOpener.close(session);
    }
}
