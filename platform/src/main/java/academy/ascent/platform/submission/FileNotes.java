package academy.ascent.platform.submission;

/** How much is said about the lines of a submission's files; the comments answer it, since they know submissions. */
public interface FileNotes {
    /** How many comments stand beside the files of a submission. */
    long count(long submission);
}
