package academy.ascent.standins.demo;

import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Somebody at a browser without scripts: keeps cookies, follows redirects, sends forms with the token of the page. */
final class Person {
    private static final Pattern TOKEN = Pattern.compile("name=\"csrfToken\" value=\"([^\"]+)\"");

    private final URI site;
    private final HttpClient client = HttpClient.newBuilder()
            .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private String token = "";

    Person(URI site) {
        this.site = site;
    }

    /** Opens a page, following redirects; anything but 200 is a broken demo. */
    Page open(String path) {
        return open(path, 200);
    }

    Page open(String path, int expected) {
        return send(request(site.resolve(path)).GET().build(), expected);
    }

    /** The status of a page, whatever it is. */
    int answers(String path) {
        return answer(request(site.resolve(path)).GET().build()).statusCode();
    }

    /** Sends a form of the page that was opened last and follows where it leads. */
    Page submit(String path, Map<String, String> fields) {
        return submit(path, fields, 200);
    }

    Page submit(String path, Map<String, String> fields, int expected) {
        var all = new LinkedHashMap<>(fields);
        all.put("csrfToken", token);
        var body = all.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
        var request = request(site.resolve(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return send(request, expected);
    }

    /** Reads JSON from an address of the site. */
    String json(String path) {
        var request = HttpRequest.newBuilder(site.resolve(path))
                .header("Accept", "application/json")
                .timeout(Duration.ofSeconds(30))
                .build();
        return send(request, 200).body();
    }

    private static HttpRequest.Builder request(URI address) {
        return HttpRequest.newBuilder(address).header("Accept", "text/html").timeout(Duration.ofSeconds(60));
    }

    private Page send(HttpRequest request, int expected) {
        var response = answer(request);
        if (response.statusCode() != expected) {
            throw new DemoFailure(request.method() + " " + request.uri().getPath() + " answered "
                    + response.statusCode() + " instead of " + expected + ": " + excerpt(response.body()));
        }
        var matcher = TOKEN.matcher(response.body());
        if (matcher.find()) {
            token = matcher.group(1);
        }
        return new Page(response.uri(), response.body());
    }

    private HttpResponse<String> answer(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new DemoFailure(request.method() + " " + request.uri() + " failed: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoFailure("interrupted");
        }
    }

    private static String excerpt(String html) {
        var start = html.indexOf("<main");
        var text = html.substring(Math.max(0, start))
                .replaceAll("<[^>]*>", " ")
                .replaceAll("\\s+", " ")
                .strip();
        return text.substring(0, Math.min(300, text.length()));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** A page as it was shown, and where it stands after redirects. */
    record Page(URI address, String body) {

        /** The page, if it says so; else the demo is broken. */
        Page says(String text) {
            if (!body.contains(text)) {
                throw new DemoFailure(address.getPath() + " does not say “" + text + "”: " + excerpt(body));
            }
            return this;
        }

        /** The first match of a group in the page. */
        String find(String regex) {
            var matcher = Pattern.compile(regex).matcher(body);
            if (!matcher.find()) {
                throw new DemoFailure(address.getPath() + " has nothing like " + regex + ": " + excerpt(body));
            }
            return matcher.group(1);
        }
    }
}
