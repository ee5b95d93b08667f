package academy.ascent.reference.http;

import academy.ascent.reference.protocol.Answers;
import academy.ascent.reference.protocol.ModelRepository;
import academy.ascent.reference.protocol.RepositoryIndexRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The protocol's model repository extension, mounted at {@code /v2/repository}. */
public final class RepositoryResource implements Resource {
    private final ModelRepository repository;

    /** The repository over HTTP. */
    public RepositoryResource(ModelRepository repository) {
        this.repository = repository;
    }

    @Override
    public Answer answer(Request request) {
        String[] parts = request.path().split("/", -1);
        if (parts.length == 1 && parts[0].equals("index")) {
            return onlyPost(request, () -> index(request));
        }
        if (parts.length == 3 && parts[0].equals("models") && parts[2].equals("load")) {
            return onlyPost(request, () -> changed(() -> repository.load(parts[1])));
        }
        if (parts.length == 3 && parts[0].equals("models") && parts[2].equals("unload")) {
            return onlyPost(request, () -> changed(() -> repository.unload(parts[1])));
        }
        return Answer.error(404, "the repository has index, models/NAME/load and models/NAME/unload");
    }

    @Override
    public boolean isAdministration(String method, String path) {
        return !path.equals("index");
    }

    private static Answer onlyPost(Request request, Action action) {
        return request.method().equals("POST") ? action.answer() : Answer.error(405, "this address answers POST only");
    }

    private Answer changed(Runnable change) {
        change.run();
        return Answer.json(200, new byte[] {'{', '}'});
    }

    private Answer index(Request request) {
        boolean readyOnly = RepositoryIndexRequest.read(request.body()).ready();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            Answers.repository(repository.index(readyOnly), out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Answer.json(200, out.toByteArray());
    }

    private interface Action {
        Answer answer();
    }
}
