package academy.ascent.reference.http;

/** Answers requests below one address prefix, on a thread of its own, so it may block. */
public interface Resource {
    /** The answer; whatever it throws is answered with 500 and logged. */
    Answer answer(Request request);

    /** Whether such a request changes what is served, which only some tenants may; {@code path} as in {@link Request}. */
    default boolean isAdministration(String method, String path) {
        return !method.equals("GET");
    }

    /** The same resource, none of whose requests changes what is served. */
    default Resource forUsers() {
        Resource resource = this;
        return new Resource() {
            @Override
            public Answer answer(Request request) {
                return resource.answer(request);
            }

            @Override
            public boolean isAdministration(String method, String path) {
                return false;
            }
        };
    }
}
