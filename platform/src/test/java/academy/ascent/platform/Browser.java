package academy.ascent.platform;

import java.io.IOException;
import java.io.InputStream;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Speaks to the platform as a browser without scripts does: keeps cookies, follows redirects, sends forms with their token. */
public final class Browser {
    private static final Pattern TOKEN = Pattern.compile("name=\"csrfToken\" value=\"([^\"]+)\"");

    private final URI address;
    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient client = HttpClient.newBuilder()
            .cookieHandler(cookies)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private String token = "";

    public Browser(URI address) {
        this.address = address;
    }

    /** Opens a page without following a redirect. */
    public HttpResponse<String> get(String path) {
        return send(request(path).GET().build());
    }

    /** Sends a form with the token of the page that was opened last. */
    public HttpResponse<String> post(String path, Map<String, String> form) {
        var fields = new TreeMap<>(form);
        fields.putIfAbsent("csrfToken", token);
        return postWithoutToken(path, fields);
    }

    /** Sends a form exactly as given. */
    public HttpResponse<String> postWithoutToken(String path, Map<String, String> form) {
        var body = form.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
        return send(request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    /** Sends JSON with the token of the page that was opened last, as the scripts do. */
    public HttpResponse<String> send(String method, String path, String json) {
        return send(request(path)
                .setHeader("Accept", "application/json")
                .header("Content-Type", "application/json")
                .header("X-CSRF-TOKEN", token)
                .method(method, HttpRequest.BodyPublishers.ofString(json))
                .build());
    }

    /**
     * Asks for a route and hears the status and the headers only, since a live stream's body never ends.
     *
     * @param accept the media type that the answer may have
     * @param contentType the media type of the body, which says nothing, where the method has one
     */
    public HttpResponse<InputStream> probe(String method, String path, String accept, String contentType) {
        var body = contentType.endsWith("json") ? "{}" : "probe=";
        var request = request(path).setHeader("Accept", accept).header("X-CSRF-TOKEN", token);
        var sent = method.equals("GET")
                ? request.GET()
                : request.header("Content-Type", contentType).method(method, HttpRequest.BodyPublishers.ofString(body));
        var response = send(sent.build(), HttpResponse.BodyHandlers.ofInputStream());
        try {
            response.body().close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return response;
    }

    /** Reads a live stream to its end, from after an event; each message as it was sent. */
    public List<String> stream(String path, long lastEventId) {
        var request = request(path)
                .setHeader("Accept", "text/event-stream")
                .header("Last-Event-ID", Long.toString(lastEventId))
                .GET();
        var text = send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
        return List.of(text.strip().split("\n\n"));
    }

    /** A file as it is sent for keeping. */
    public byte[] download(String path) {
        try {
            var answer = client.send(
                    request(path).setHeader("Accept", "*/*").GET().build(), HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new AssertionError("Download answered " + answer.statusCode());
            }
            return answer.body();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Sends a form with one file and the token of the page that was opened last. */
    public HttpResponse<String> upload(String path, String field, String fileName, byte[] content) {
        var boundary = "----ascent-boundary";
        var head = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"csrfToken\"\r\n\r\n" + token + "\r\n--"
                + boundary + "\r\nContent-Disposition: form-data; name=\"" + field + "\"; filename=\"" + fileName
                + "\"\r\nContent-Type: application/octet-stream\r\n\r\n";
        var body = HttpRequest.BodyPublishers.concat(
                HttpRequest.BodyPublishers.ofString(head),
                HttpRequest.BodyPublishers.ofByteArray(content),
                HttpRequest.BodyPublishers.ofString("\r\n--" + boundary + "--\r\n"));
        return send(request(path)
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(body)
                .build());
    }

    /** Signs up and stays signed in. */
    public Browser signUp(String name, String email) {
        get("/sign-up");
        var answer = post("/sign-up", Map.of("name", name, "email", email, "password", "correct horse battery"));
        if (answer.statusCode() != 303) {
            throw new AssertionError("Sign-up answered " + answer.statusCode() + ": " + answer.body());
        }
        return this;
    }

    /** Signs in with the password that {@link #signUp} uses. */
    public Browser signIn(String email) {
        get("/sign-in");
        var answer = post("/sign-in", Map.of("email", email, "password", "correct horse battery"));
        if (answer.statusCode() != 303) {
            throw new AssertionError("Sign-in answered " + answer.statusCode() + ": " + answer.body());
        }
        return this;
    }

    public Optional<String> cookie(String name) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals(name))
                .map(HttpCookie::getValue)
                .findFirst();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address.resolve(path)).header("Accept", "text/html");
    }

    private HttpResponse<String> send(HttpRequest request) {
        var response = send(request, HttpResponse.BodyHandlers.ofString());
        var matcher = TOKEN.matcher(response.body());
        if (matcher.find()) {
            token = matcher.group(1);
        }
        return response;
    }

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return client.send(request, handler);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
