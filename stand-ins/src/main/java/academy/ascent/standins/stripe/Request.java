package academy.ascent.standins.stripe;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** An HTTP request, read whole. */
record Request(String method, String path, String query, String body, HttpExchange exchange) {

    private static final int LARGEST_BODY = 64 * 1024;

    /**
     * Reads a request.
     *
     * @throws ApiRefusal where its body is too large
     */
    static Request read(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
        if (body.length > LARGEST_BODY) {
            throw ApiRefusal.tooLarge();
        }
        var uri = exchange.getRequestURI();
        String query = uri.getRawQuery();
        return new Request(
                exchange.getRequestMethod(),
                uri.getPath(),
                query == null ? "" : query,
                new String(body, StandardCharsets.UTF_8),
                exchange);
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
    }

    Form form() {
        return Form.decode(body);
    }
}
