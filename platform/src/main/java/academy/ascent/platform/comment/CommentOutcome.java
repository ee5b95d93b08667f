package academy.ascent.platform.comment;

/** How writing, changing or deleting a comment ended. */
sealed interface CommentOutcome {
    /** It is done. */
    record Done() implements CommentOutcome {}

    /** It was not done; the message says why and what to do. */
    record Refused(String message) implements CommentOutcome {}
}
