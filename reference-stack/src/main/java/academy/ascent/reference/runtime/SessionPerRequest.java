package academy.ascent.reference.runtime;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;

/** A session of its own for every request: what {@code keep-loaded: 0s} asks for, at the price of a load each time. */
record SessionPerRequest(SessionOpener opener) implements SessionSource {
    @Override
    public OrtSession lend() throws OrtException {
        return opener.open();
    }

    @Override
    public void giveBack(OrtSession lent) {
        SessionOpener.close(lent);
    }

    @Override
    public void close() {}
}
