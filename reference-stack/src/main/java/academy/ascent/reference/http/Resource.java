package academy.ascent.reference.http;

/** Answers requests below one address prefix, on a thread of its own, so it may block. */
public interface Resource {
    /** The answer; whatever it throws is answered with 500 and logged. */
    Answer answer(Request request);
}
