package academy.ascent.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import academy.ascent.platform.Browser;
import academy.ascent.platform.PlatformUnderTest;
import academy.ascent.platform.account.Accounts;
import academy.ascent.platform.identity.Role;
import io.micronaut.core.util.CollectionUtils;
import io.micronaut.http.MediaType;
import io.micronaut.web.router.Router;
import io.micronaut.web.router.UriRouteInfo;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every route of the platform against every kind of person. A new route needs a line in the table below. */
final class AuthorisationMatrixIT {
    /**
     * Method, pattern, and who may use it: everyone, signed-in, instructor or admin (each includes the ones after it).
     * {@code owned} marks routes to a thing that has an owner: it is not found for people to whom it does not belong.
     */
    private static final String TABLE = """
            GET  /account                              signed-in
            POST /account/name                         signed-in
            GET  /                                     everyone
            GET  /account/orders                       signed-in
            GET  /account/orders/{id}                  signed-in, owned
            POST /account/orders/{id}/cancel           signed-in, owned
            GET  /account/orders/{id}/left             signed-in, owned
            GET  /account/orders/{id}/return           signed-in, owned
            GET  /account/orders/{id}/state            signed-in, owned
            POST /account/password                     signed-in
            POST /account/sign-out-everywhere          signed-in
            GET  /admin/people                         admin
            POST /admin/people/{id}/role               admin
            GET  /admin/sandboxes                      admin
            POST /admin/sandboxes/{id}/close           admin
            POST /admin/sandboxes/{id}/extend          admin
            POST /admin/sandboxes/{id}/suspend         admin
            GET  /assets/{name}                        everyone
            GET  /buy/{tier}                           signed-in
            POST /buy/{tier}                           signed-in
            GET  /cohorts                              instructor
            POST /cohorts                              instructor
            GET  /cohorts/new                          instructor
            GET  /cohorts/{id}                         instructor, owned
            POST /cohorts/{id}/archive                 instructor, owned
            POST /cohorts/{id}/invitation              instructor, owned
            POST /cohorts/{id}/invitation/revoke       instructor, owned
            POST /cohorts/{id}/leave                   signed-in, owned
            GET  /cohorts/{id}/manage                  instructor, owned
            POST /cohorts/{id}/manage                  instructor, owned
            POST /cohorts/{id}/members/{account}/let-back instructor, owned
            POST /cohorts/{id}/members/{account}/remove instructor, owned
            GET  /cohorts/{id}/policy                  instructor, owned
            POST /cohorts/{id}/policy                  instructor, owned
            POST /cohorts/{id}/restore                 instructor, owned
            GET  /cohorts/{id}/results.csv             instructor, owned
            GET  /cohorts/{id}/similarity              instructor, owned
            GET  /cohorts/{id}/similarity/{lab}        instructor, owned
            POST /cohorts/{id}/similarity/{lab}        instructor, owned
            GET  /cohorts/{id}/similarity/{lab}/{one}/{other} instructor, owned
            GET  /favicon.svg                          everyone
            GET  /health                               everyone
            GET  /health/{selector}                    everyone
            GET  /join/{token}                         everyone
            POST /join/{token}                         signed-in, owned
            GET  /labs                                 signed-in
            GET  /labs/{id}                            signed-in
            POST /labs/{id}/add                        signed-in
            GET  /labs/{id}/file                       signed-in
            PUT  /labs/{id}/file                       signed-in
            POST /labs/{id}/hand-in                    signed-in
            GET  /labs/{id}/history                    signed-in
            GET  /labs/{id}/raw                        signed-in
            POST /labs/{id}/remove                     signed-in
            POST /labs/{id}/reset                      signed-in
            POST /labs/{id}/restore                    signed-in
            GET  /labs/{id}/sandbox                    signed-in
            POST /labs/{id}/sandbox/apply              signed-in
            POST /labs/{id}/sandbox/ask                signed-in
            POST /labs/{id}/sandbox/close              signed-in
            POST /labs/{id}/sandbox/deploy             signed-in
            POST /labs/{id}/sandbox/extend             signed-in
            POST /labs/{id}/sandbox/kill               signed-in
            GET  /labs/{id}/sandbox/live               signed-in
            GET  /labs/{id}/sandbox/terminal           signed-in
            GET  /labs/{id}/sandbox/terminal/socket    signed-in
            POST /labs/{id}/sandbox/undo               signed-in
            POST /labs/{id}/save                       signed-in
            POST /labs/{id}/upload                     signed-in
            GET  /labs/{id}/work.zip                   signed-in
            GET  /learn                                signed-in
            GET  /learn/{slug}/{module}/{lesson}       everyone
            POST /learn/{slug}/{module}/{lesson}/complete signed-in
            POST /learn/{slug}/{module}/{lesson}/undo  signed-in
            GET  /levels/{slug}                        everyone
            GET  /outbox                               everyone
            GET  /pricing                              everyone
            GET  /regrades                             instructor
            POST /regrades                             instructor
            GET  /regrades/new                         instructor
            GET  /regrades/{id}                        instructor, owned
            POST /regrades/{id}/apply                  instructor, owned
            POST /regrades/{id}/discard                instructor, owned
            POST /regrades/{id}/reverse                instructor, owned
            GET  /reset                                everyone
            POST /reset                                everyone
            GET  /reset/{token}                        everyone
            POST /reset/{token}                        everyone
            GET  /review                               instructor
            POST /review/labs/{lab}/pause              instructor, owned
            POST /review/labs/{lab}/resume             instructor, owned
            GET  /sign-in                              everyone
            POST /sign-in                              everyone
            POST /sign-out                             everyone
            GET  /sign-up                              everyone
            POST /sign-up                              everyone
            GET  /submissions/{id}                     signed-in, owned
            GET  /submissions/{id}/appeal              signed-in, owned
            POST /submissions/{id}/appeal              signed-in, owned
            POST /submissions/{id}/appeal/answer       signed-in, owned
            POST /submissions/{id}/appeal/withdraw     signed-in, owned
            POST /submissions/{id}/comments            signed-in, owned
            POST /submissions/{id}/comments/{comment}/change signed-in, owned
            POST /submissions/{id}/comments/{comment}/delete signed-in, owned
            GET  /submissions/{id}/events              signed-in, owned
            GET  /submissions/{id}/files               signed-in, owned
            GET  /submissions/{id}/grade               instructor, owned
            POST /submissions/{id}/grade               instructor, owned
            POST /submissions/{id}/grade/withdraw      instructor, owned
            GET  /submissions/{id}/report.html         signed-in, owned
            GET  /submissions/{id}/result.json         signed-in, owned
            GET  /submissions/{id}/rubric              instructor, owned
            POST /submissions/{id}/rubric              instructor, owned
            POST /theme                                everyone
            POST /webhooks/stripe                      everyone
            """;

    private static PlatformUnderTest platform;
    private static Map<Person, Browser> browsers;

    private enum Person {
        STRANGER,
        LEARNER,
        INSTRUCTOR,
        ADMIN
    }

    private enum Who {
        EVERYONE,
        SIGNED_IN,
        INSTRUCTOR,
        ADMIN;

        boolean includes(Person person) {
            return person.ordinal() >= ordinal();
        }
    }

    private record Route(String name, Who who, boolean owned) {
        @Override
        public String toString() {
            return name;
        }
    }

    @BeforeAll
    static void start() {
        platform = PlatformUnderTest.start();
        var accounts = platform.bean(Accounts.class);
        browsers = new TreeMap<>();
        browsers.put(Person.STRANGER, platform.browser());
        browsers.get(Person.STRANGER).get("/sign-in");
        for (var role : Role.values()) {
            accounts.createPrivileged(email(role.name()), role.name(), "correct horse battery", role);
            browsers.put(Person.valueOf(role.name()), platform.browser());
            signIn(Person.valueOf(role.name()));
        }
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void everyRouteHasALineInTheTable() {
        var known = table().map(Route::name).toList();

        assertThat(routes().keySet())
                .as("routes without a line in AuthorisationMatrixIT.TABLE, or lines without a route")
                .containsExactlyInAnyOrderElementsOf(known);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("table")
    void letsInWhomTheTableNamesAndNobodyElse(Route route) {
        var info = routes().get(route.name());
        assertThat(info).as("a route for the line %s", route).isNotNull();
        var wrong = new ArrayList<String>();
        for (var person : Person.values()) {
            var answer = probe(person, info);
            if (!isRight(route, person, answer)) {
                wrong.add(person + " got " + answer.statusCode()
                        + answer.headers()
                                .firstValue("location")
                                .map(" to "::concat)
                                .orElse(""));
            }
        }
        assertThat(wrong)
                .as("%s is for %s%s", route, route.who(), route.owned() ? ", owned" : "")
                .isEmpty();
    }

    private static boolean isRight(Route route, Person person, HttpResponse<InputStream> answer) {
        var status = answer.statusCode();
        var toSignIn = status == 303
                && answer.headers().firstValue("location").orElse("").startsWith("/sign-in?next=");
        if (!route.who().includes(person)) {
            return status == 401 || status == 403 || toSignIn && person == Person.STRANGER;
        }
        if (route.owned() && person != Person.ADMIN) {
            return status == 404 || status == 403;
        }
        var asked = route.name().contains("/sign-in") && status == 401;
        return asked || !toSignIn && status != 401 && status != 403 && status < 500;
    }

    /** Variables become a zero, which is nothing of the person who asks. */
    private static HttpResponse<InputStream> probe(Person person, UriRouteInfo<?, ?> info) {
        var path = info.getUriMatchTemplate().toPathString().replaceAll("\\{[^}]*}", "0");
        var accept = mediaType(info.getProduces(), MediaType.TEXT_HTML);
        var contentType = mediaType(info.getConsumes(), MediaType.APPLICATION_FORM_URLENCODED);
        var browser = browsers.get(person);
        var answer = browser.probe(info.getHttpMethodName(), path, accept, contentType);
        if (person != Person.STRANGER && browser.cookie("session").isEmpty()) {
            signIn(person);
        }
        return answer;
    }

    /** A token belongs to its session: a page is opened for a new one. */
    private static void signIn(Person person) {
        browsers.get(person).signIn(email(person.name())).get("/sign-in");
    }

    private static String mediaType(List<MediaType> types, String otherwise) {
        return CollectionUtils.isEmpty(types)
                        || types.contains(MediaType.ALL_TYPE)
                        || types.contains(MediaType.of(otherwise))
                ? otherwise
                : types.getFirst().getName();
    }

    private static Map<String, UriRouteInfo<?, ?>> routes() {
        var routes = new TreeMap<String, UriRouteInfo<?, ?>>();
        platform.bean(Router.class)
                .uriRoutes()
                .filter(route -> !route.getHttpMethodName().equals("HEAD"))
                .forEach(route -> routes.put(
                        route.getHttpMethodName() + " "
                                + route.getUriMatchTemplate().toPathString(),
                        route));
        return routes;
    }

    private static Stream<Route> table() {
        return TABLE.lines()
                .map(line -> line.split("[ ,]+"))
                .map(words -> new Route(
                        words[0] + " " + words[1],
                        Who.valueOf(words[2].toUpperCase(Locale.ROOT).replace('-', '_')),
                        words.length > 3 && words[3].equals("owned")));
    }

    private static String email(String name) {
        return name.toLowerCase(Locale.ROOT) + "@example.org";
    }
}
