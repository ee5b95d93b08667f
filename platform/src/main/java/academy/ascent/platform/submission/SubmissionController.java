package academy.ascent.platform.submission;

import academy.ascent.platform.config.AscentConfig;
import academy.ascent.platform.identity.SignedIn;
import academy.ascent.platform.web.AscentException;
import academy.ascent.platform.web.Pages;
import academy.ascent.site.submission.ResultReport;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.sse.Event;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.time.InstantSource;
import java.util.Optional;
import org.reactivestreams.Publisher;

/** Shows a submission to its owner, instructors and administrators: as a page, as JSON, and live. */
@Controller("/submissions/{id}")
@ExecuteOn(TaskExecutors.BLOCKING)
@Secured(SecurityRule.IS_AUTHENTICATED)
final class SubmissionController {
    private final Submissions submissions;
    private final ResultPages results;
    private final ResultJson json;
    private final EventStream events;
    private final AscentConfig config;
    private final InstantSource clock;
    private final Pages pages;

    SubmissionController(
            Submissions submissions,
            ResultPages results,
            ResultJson json,
            EventStream events,
            AscentConfig config,
            InstantSource clock,
            Pages pages) {
        this.submissions = submissions;
        this.results = results;
        this.json = json;
        this.events = events;
        this.config = config;
        this.clock = clock;
        this.pages = pages;
    }

    @Get
    @Produces(MediaType.TEXT_HTML)
    HttpResponse<String> show(HttpRequest<?> request, SignedIn person, long id) {
        return pages.show(request, results.of(person, submissions.visible(person, id)));
    }

    @Get("/result.json")
    @Produces(MediaType.APPLICATION_JSON)
    HttpResponse<String> json(SignedIn person, long id) {
        return HttpResponse.ok(json.of(submissions.visible(person, id))).header(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    /** The result as one file that refers to nothing outside of itself. */
    @Get("/report.html")
    @Produces(MediaType.ALL)
    HttpResponse<String> report(SignedIn person, long id) {
        var submission = submissions.visible(person, id);
        if (submission.state().isOpen()) {
            throw new AscentException(
                    HttpStatus.CONFLICT,
                    "not-concluded",
                    "Not graded yet",
                    "This submission is still being graded. Wait for the verdict; then there is a report.");
        }
        var address = config.absolute(SubmissionHandIns.href(submission).path()).toString();
        var report = new ResultReport(results.of(person, submission), address, clock.instant());
        return HttpResponse.ok(pages.part(ResultReport.TEMPLATE, report))
                .contentType("text/html; charset=utf-8")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"" + submission.lab() + "-" + submission.number() + ".html\"");
    }

    @Get("/events")
    @Produces(MediaType.TEXT_EVENT_STREAM)
    Publisher<Event<String>> events(
            HttpRequest<?> request,
            SignedIn person,
            long id,
            @QueryValue(defaultValue = "0") String after,
            @Header("Last-Event-ID") Optional<String> lastEvent) {
        submissions.visible(person, id);
        var browser = person.id() + " " + request.getHeaders().get(HttpHeaders.USER_AGENT);
        return events.follow(browser, id, number(lastEvent.orElse(after)));
    }

    private static long number(String text) {
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
    }
}
